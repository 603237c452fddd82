import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Rosa',
  GIT_AUTHOR_EMAIL: 'rosa@example.com',
  GIT_COMMITTER_NAME: 'Rosa',
  GIT_COMMITTER_EMAIL: 'rosa@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** A bare git remote with a work tree of a person beside it. */
export type ScratchRemote = {
  readonly url: string;
  /** The text of a file at the branch's tip; undefined when there is none. */
  read(path: string): string | undefined;
  files(): string[];
  /** Subjects of the commits, newest first. */
  subjects(): string[];
  /** A person commits a change to files and pushes it; an empty subject part is allowed. */
  commit(subject: string, files: Record<string, string>, tag?: string): void;
  /** Runs git in the bare repository. */
  git(...args: string[]): string;
  remove(): void;
};

/** Makes a bare remote named after a product, with what a person has committed and tagged so far. */
export function scratchRemote(name: string, branch = 'main'): ScratchRemote {
  const folder = mkdtempSync(join(tmpdir(), 'herald-remote-'));
  const url = join(folder, `${name}.git`);
  const work = join(folder, 'work');
  const env = { ...process.env, ...IDENTITY };
  const run = (cwd: string, args: string[]): string =>
    execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  run(folder, ['init', '--quiet', '--bare', `--initial-branch=${branch}`, url]);
  run(folder, ['clone', '--quiet', url, work]);
  const bare = (...args: string[]): string => run(url, args);
  return {
    url,
    git: bare,
    read(path) {
      try {
        return bare('show', `${branch}:${path}`);
      } catch {
        return undefined;
      }
    },
    files: () => bare('ls-tree', '-r', '--name-only', branch).split('\n').filter(Boolean),
    subjects: () => bare('log', '--format=%s', branch).split('\n').filter(Boolean),
    commit(subject, files, tag) {
      try {
        run(work, ['pull', '--quiet', '--rebase', 'origin', branch]);
      } catch {
        // The first commit has nothing to pull.
      }
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(work, path)), { recursive: true });
        writeFileSync(join(work, path), text);
      }
      run(work, ['checkout', '--quiet', '-B', branch]);
      run(work, ['add', '-A']);
      run(work, ['commit', '--quiet', '--allow-empty', '-m', subject]);
      if (tag) run(work, ['tag', tag]);
      run(work, ['push', '--quiet', '--tags', 'origin', branch]);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A remote with a small product's history: one tagged release, and changes since. */
export function productRemote(): ScratchRemote {
  const remote = scratchRemote('atlas');
  remote.commit('feat: import contacts from a file', { 'README.md': '# Atlas\n' });
  remote.commit('chore: release 1.3.0', { 'CHANGELOG.md': '# Changelog\n' }, 'v1.3.0');
  remote.commit('feat(export): save as PDF (#41)', { 'src/pdf.ts': 'export {};\n' });
  remote.commit('fix: keep the sort order after a reload (#42)', { 'src/sort.ts': 'export {};\n' });
  remote.commit('chore: update the linter', { 'lint.json': '{}\n' });
  return remote;
}
