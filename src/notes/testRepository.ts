import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One commit of a made-up history. */
export interface TestCommit {
  message: string | Buffer;
  files?: Record<string, string>;
  author?: string;
  /** Commits of a side branch which this commit merges. */
  side?: TestCommit[];
  tag?: string;
}

/** A throw-away bare repository. */
export interface TestRepository {
  path: string;
  remove(): void;
}

/** Makes a bare repository with the given history on `main` through one `git fast-import`. */
export function makeRepository(history: TestCommit[]): TestRepository {
  const path = mkdtempSync(join(tmpdir(), 'notes-'));
  spawnSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', path]);
  const stream: Buffer[] = [];
  let mark = 0;
  const write = (commit: TestCommit, branch: string, parents: number[]): number => {
    const sides: number[] = [];
    for (const one of commit.side ?? [])
      sides.push(write(one, 'side', [...sides.slice(-1), ...parents].slice(0, 1)));
    mark += 1;
    const message = Buffer.isBuffer(commit.message) ? commit.message : Buffer.from(commit.message);
    const who = `${commit.author ?? 'Ann'} <ann@example.com> ${1_700_000_000 + mark} +0000`;
    stream.push(
      Buffer.from(
        `commit refs/heads/${branch}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n`,
      ),
      message,
    );
    const [from, ...merged] = [...parents, ...sides.slice(-1)];
    stream.push(
      Buffer.from(
        `\n${from === undefined ? '' : `from :${from}\n`}${merged.map((one) => `merge :${one}\n`).join('')}`,
      ),
    );
    for (const [file, text] of Object.entries(commit.files ?? {})) {
      stream.push(Buffer.from(`M 100644 inline ${file}\ndata ${Buffer.byteLength(text)}\n${text}\n`));
    }
    if (commit.tag !== undefined)
      stream.push(Buffer.from(`reset refs/tags/${commit.tag}\nfrom :${mark}\n\n`));
    return mark;
  };
  let tip: number[] = [];
  for (const commit of history) tip = [write(commit, 'main', tip)];
  const made = spawnSync('git', ['-C', path, 'fast-import', '--quiet', '--force'], {
    input: Buffer.concat(stream),
  });
  if (made.status !== 0) throw new Error(made.stderr.toString());
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A made-up project whose people list what touches `src`, reworded, and never tests, docs or upkeep. */
export function humanHistory(releases: number): TestCommit[] {
  const history: TestCommit[] = [{ message: 'Start', files: { 'src/a.ts': '0' }, tag: 'v1.0.0' }];
  let changelog = '';
  let pull = 10;
  for (let release = 1; release <= releases; release += 1) {
    const added: string[] = [];
    const fixed: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      const kind = (i + release) % 6;
      pull += 3;
      const name = `part ${(release * 7 + i) % 11}`;
      const subject = [
        `Add ${name}`,
        `Repair ${name}`,
        `Tidy ${name}`,
        `Cover ${name}`,
        `Explain ${name}`,
        `Bump ${name} to 2.0`,
      ][kind];
      const file =
        [`src/f${i}.ts`, `src/f${i}.ts`, `tools/t${i}.sh`, `test/f${i}.ts`, `docs/f${i}.md`, 'package.json'][
          kind
        ] ?? '';
      history.push({ message: `${subject} (#${pull})`, files: { [file]: `${release}` } });
      if (kind === 0) added.push(`- Added ${name} (#${pull})`);
      if (kind === 1) fixed.push(`- Repaired ${name} (#${pull})`);
    }
    const part = (heading: string, lines: string[]): string =>
      lines.length === 0 ? '' : `### ${heading}\n\n${lines.join('\n')}\n\n`;
    changelog = `## [1.${release}.0] - 2024-01-01\n\n${part('New things', added)}${part('Mended', fixed)}${changelog}`;
    history.push({
      message: `Release 1.${release}.0`,
      files: { 'CHANGELOG.md': changelog },
      tag: `v1.${release}.0`,
    });
  }
  return history;
}
