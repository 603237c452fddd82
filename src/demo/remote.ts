import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { programPath } from '../config.ts';

type Past = {
  readonly subject: string;
  readonly files: Record<string, string>;
  readonly tag?: string;
  readonly by: string;
};

const change = (subject: string, file: string, by: string): Past => ({
  subject,
  files: { [file]: `// ${subject}\n` },
  by,
});

/** The history of a made-up product, told in Conventional Commits: a tagged release, and what came after it. */
const PAST: readonly Past[] = [
  {
    subject: 'feat: a notebook that syncs across devices',
    files: {
      'README.md': '# Lantern\n\nA notebook that works without a network.\n',
      'src/sync.ts': '// sync\n',
    },
    by: 'Noor Haddad',
  },
  change('feat(search): find words in pictures', 'src/search.ts', 'Ilse Brandt'),
  change('fix(sync): keep both texts when two devices edit a note', 'src/merge.ts', 'Noor Haddad'),
  { ...change('chore: release 1.3.0', 'VERSION', 'Noor Haddad'), tag: 'v1.3.0' },
  change('feat(export): save a notebook as one PDF (#212)', 'src/export/pdf.ts', 'Ilse Brandt'),
  change('feat(editor): tables with a header row (#215)', 'src/editor/table.ts', 'Tomas Reyes'),
  change('ci: run the tests on two versions of Node', '.ci/tests', 'Noor Haddad'),
  change('perf(search): answer from the index while it is built (#219)', 'src/search.ts', 'Ilse Brandt'),
  change('fix(sync): retry after the network comes back (#220)', 'src/sync.ts', 'Noor Haddad'),
  change('chore(deps): update the PDF library', 'package.json', 'Tomas Reyes'),
  change('fix(editor): keep the cursor where it was after undo (#223)', 'src/editor/undo.ts', 'Tomas Reyes'),
  change('docs: how notebooks are stored', 'docs/storage.md', 'Ilse Brandt'),
];

/** A bare repository on this disk, with a person's work tree beside it. */
export type DemoRemote = {
  readonly url: string;
  readonly work: string;
  files(): string[];
  read(path: string): string;
  /** Commits, newest first: short id and subject. */
  log(since?: string): { readonly id: string; readonly subject: string }[];
  /** A person changes a file and pushes it. */
  edit(path: string, subject: string, change: (text: string) => string): void;
  /** Brings the work tree up to date, for people to look at. */
  pull(): void;
};

/** Makes the scratch repository in a folder. */
export function makeRemote(folder: string): DemoRemote {
  const url = join(folder, 'lantern.git');
  const work = join(folder, 'repository');
  const git = (cwd: string, args: string[], by = 'Noor Haddad'): string =>
    execFileSync('git', args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: programPath(),
        GIT_AUTHOR_NAME: by,
        GIT_AUTHOR_EMAIL: `${by.split(' ')[0]?.toLowerCase()}@lantern.example`,
        GIT_COMMITTER_NAME: by,
        GIT_COMMITTER_EMAIL: `${by.split(' ')[0]?.toLowerCase()}@lantern.example`,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
      },
    });
  const commit = ({ subject, files, tag, by }: Past): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(work, path)), { recursive: true });
      writeFileSync(join(work, path), text);
    }
    git(work, ['add', '-A']);
    git(work, ['commit', '--quiet', '-m', subject], by);
    if (tag) git(work, ['tag', tag]);
  };
  git(folder, ['init', '--quiet', '--bare', '--initial-branch=main', url]);
  git(folder, ['clone', '--quiet', url, work]);
  git(work, ['checkout', '--quiet', '-B', 'main']);
  for (const past of PAST) commit(past);
  git(work, ['push', '--quiet', '--tags', 'origin', 'main']);
  const pull = (): void => void git(work, ['pull', '--quiet', '--rebase', 'origin', 'main']);
  const read = (path: string): string => git(url, ['show', `main:${path}`]);
  return {
    url,
    work,
    pull,
    read,
    files: () => git(url, ['ls-tree', '-r', '--name-only', 'main']).split('\n').filter(Boolean),
    log: (since) =>
      git(url, ['log', '--format=%h %s', since ? `${since}..main` : 'main'])
        .split('\n')
        .filter(Boolean)
        .map((line) => ({
          id: line.slice(0, line.indexOf(' ')),
          subject: line.slice(line.indexOf(' ') + 1),
        })),
    edit(path, subject, changed) {
      pull();
      commit({ subject, files: { [path]: changed(read(path)) }, by: 'Ilse Brandt' });
      git(work, ['push', '--quiet', 'origin', 'main']);
    },
  };
}
