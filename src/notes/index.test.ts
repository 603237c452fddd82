import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { draftNotes } from './index.ts';
import { humanHistory, makeRepository, type TestCommit, type TestRepository } from './testRepository.ts';

const made: TestRepository[] = [];

function repository(history: TestCommit[]): string {
  const one = makeRepository(history);
  made.push(one);
  return one.path;
}

afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});

const first: TestCommit = { message: 'Start', files: { 'src/a.ts': '0' }, tag: 'v1.0.0' };
const src = (message: string | Buffer, more: Partial<TestCommit> = {}): TestCommit => ({
  message,
  files: { 'src/a.ts': String(message) },
  ...more,
});
const lines = (entries: { section: string; text: string }[]): string[] =>
  entries.map((entry) => `${entry.section}: ${entry.text}`);

describe('draftNotes on a project that follows the convention', () => {
  it('groups by type, breaking first, and leaves chores out', async () => {
    const repo = repository([
      first,
      src('chore: tidy'),
      src('fix(api): close the socket (#4)'),
      src('feat: add a flag'),
      src('refactor!: drop v1\n\nBREAKING CHANGE: v1 is gone'),
      src('docs: explain'),
    ]);
    const draft = await draftNotes({ repo, webUrl: 'https://github.com/o/r' });
    expect(draft.from).toBe('v1.0.0');
    expect(lines(draft.entries)).toEqual([
      'breaking: drop v1',
      'feat: add a flag',
      'fix: api: close the socket',
    ]);
    expect(draft.entries[2]).toMatchObject({ pullRequest: 4, scope: 'api' });
    expect(draft.markdown).toContain('- **api:** close the socket ([#4](https://github.com/o/r/pull/4), [');
  });

  it('cancels a change with its revert, and keeps one that came back', async () => {
    const repo = repository([
      first,
      src('feat: one (#2)'),
      src('Revert "feat: one (#2)" (#3)'),
      src('feat: two'),
      src('Revert "feat: two"'),
      src('Revert "Revert "feat: two""'),
    ]);
    expect(lines((await draftNotes({ repo })).entries)).toEqual(['feat: two']);
  });

  it('takes the commits of one pull request for one change', async () => {
    const repo = repository([first, src('feat: one (#2)'), src('fix: mend one (#2)')]);
    const { entries } = await draftNotes({ repo });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.commits).toHaveLength(2);
  });

  it('reads the title of a merged pull request from the merge', async () => {
    const side = [src('wip'), src('more wip')];
    const repo = repository([first, src('Merge pull request #9 from ann/x\n\nfeat: add a door', { side })]);
    const { entries } = await draftNotes({ repo });
    expect(lines(entries)).toEqual(['feat: add a door']);
    expect(entries[0]).toMatchObject({ pullRequest: 9 });
    expect(entries[0]?.commits).toHaveLength(3);
  });
});

describe('draftNotes on a project that does not', () => {
  it('leaves out noise when nothing was published', async () => {
    const repo = repository([
      first,
      src('Add a door'),
      src('Bump ws from 1.0.0 to 2.0.0', { author: 'dependabot[bot]' }),
      { message: 'Fix typo in guide', files: { 'docs/a.md': '1' } },
      { message: 'Cover the door', files: { 'test/a.ts': '1' } },
      src('v1.1.0'),
    ]);
    expect(lines((await draftNotes({ repo })).entries)).toEqual(['feat: Add a door']);
  });

  it('learns from older releases what is listed, under which heading and in which words', async () => {
    const repo = repository(humanHistory(14));
    const draft = await draftNotes({ repo, from: 'v1.13.0', to: 'v1.14.0' });
    expect(draft.learnedFrom).toMatchObject({ changelog: 'CHANGELOG.md', releases: 13 });
    expect(draft.entries.map((entry) => [entry.heading, entry.text.split(' ')[0]])).toEqual([
      ['New things', 'Added'],
      ['Mended', 'Repaired'],
    ]);
  });

  it('never looks at what was published after the range began', async () => {
    const history = humanHistory(14);
    const honest = await draftNotes({ repo: repository(history), from: 'v1.12.0', to: 'v1.13.0' });
    const last = history.findLastIndex((commit) => commit.tag === 'v1.13.0');
    const poisoned = history.map((commit, at) =>
      at >= last && commit.files?.['CHANGELOG.md']
        ? { ...commit, files: { 'CHANGELOG.md': '## 1.13.0\n\n- Poison (#1)\n' } }
        : commit,
    );
    const again = await draftNotes({ repo: repository(poisoned), from: 'v1.12.0', to: 'v1.13.0' });
    expect(lines(again.entries)).toEqual(lines(honest.entries));
  });

  it('answers the same twice', async () => {
    const repo = repository(humanHistory(8));
    expect(await draftNotes({ repo })).toEqual(await draftNotes({ repo }));
  });
});

describe('draftNotes in a repository of several packages', () => {
  it('stays with the package that the tag names', async () => {
    const inside = (name: string, message: string, more: Partial<TestCommit> = {}): TestCommit => ({
      message,
      files: { [`packages/${name}/src/a.ts`]: message },
      ...more,
    });
    const repo = repository([
      {
        message: 'start',
        files: { 'packages/door/CHANGELOG.md': '## 1.0.0\n\n- first\n' },
        tag: 'door@1.0.0',
      },
      inside('roof', 'feat: tiles', { tag: 'roof@4.0.0' }),
      inside('door', 'feat: a handle', { tag: 'door@1.1.0' }),
    ]);
    const draft = await draftNotes({ repo, to: 'door@1.1.0' });
    expect([draft.from, lines(draft.entries)]).toEqual(['door@1.0.0', ['feat: a handle']]);
  });

  it('reads only subjects where that is all there is', async () => {
    const repo = repository([first, { message: 'feat: empty' }, { message: 'chore: empty' }]);
    expect(lines((await draftNotes({ repo })).entries)).toEqual(['feat: empty']);
  });
});

describe('bad input', () => {
  it.each(['--upload-pack=touch /tmp/x', 'nope', '', 'v1.0.0..HEAD', 'HEAD:src', '^HEAD', 'a b', '@{-1}'])(
    'refuses %j as a tag',
    async (from) => {
      const repo = repository([first, src('feat: x')]);
      await expect(draftNotes({ repo, from })).rejects.toThrow(/no tag or commit named/);
    },
  );

  it('says what is wrong with a repository', async () => {
    const nowhere = mkdtempSync(join(tmpdir(), 'notes-none-'));
    await expect(draftNotes({ repo: nowhere })).rejects.toThrow(/is not a git repository/);
    await expect(draftNotes({ repo: join(nowhere, 'x') })).rejects.toThrow(/no directory/);
    spawnSync('git', ['init', '--quiet', '--bare', nowhere]);
    await expect(draftNotes({ repo: nowhere })).rejects.toThrow(/no commits yet/);
    rmSync(nowhere, { recursive: true });
    await expect(draftNotes({ repo: repository([src('feat: x')]) })).rejects.toThrow(/no tags before HEAD/);
  });

  it('survives bytes that are no text, long lines, line ends and mentions', async () => {
    const repo = repository([
      first,
      src(Buffer.from([0x66, 0x65, 0x61, 0x74, 0x3a, 0x20, 0xff, 0xfe, 0x41])),
      src(`feat: ${'long '.repeat(2000)}`),
      src('fix: carriage\r\n\r\nBREAKING CHANGE: gone\r\n'),
      src('feat: ping <!channel> and `<!here>` <b>🎉</b>'),
    ]);
    const { entries, markdown } = await draftNotes({ repo });
    expect(entries).toHaveLength(4);
    expect(markdown).not.toContain('<!');
    expect(Math.max(...entries.map((entry) => entry.text.length))).toBeLessThanOrEqual(500);
    expect(entries[0]).toMatchObject({ section: 'breaking', text: 'carriage' });
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], { encoding: 'utf8' });

  it('prints only the draft, or only its entries', () => {
    const repo = repository([first, src('feat: a door', { tag: 'v1.1.0' })]);
    expect(run('--repo', repo, '--from', 'v1.0.0', '--to', 'v1.1.0').stdout).toMatch(
      /^### Features\n\n- a door \([0-9a-f]{7}\)\n$/,
    );
    const [entry] = JSON.parse(run('--repo', repo, '--json').stdout || '[]');
    expect(entry).toBeUndefined();
    const [other] = JSON.parse(run('--repo', repo, '--to', 'v1.1.0', '--json').stdout);
    expect(other).toMatchObject({ section: 'feat', text: 'a door', pullRequest: null, breaking: false });
  });

  it('ends with 2 and one sentence on standard error', () => {
    const repo = repository([first]);
    for (const args of [['--repo', repo, '--from', 'v9'], ['--repo', '/nowhere'], ['--colour']]) {
      const ended = run(...args);
      expect([ended.status, ended.stdout, ended.stderr.trim().split('\n').length]).toEqual([2, '', 1]);
    }
  });
});
