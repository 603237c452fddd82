import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onBoth } from '../../test/databases.ts';
import { openPost, type Post } from '../../test/post.ts';
import { type ScratchRemote, scratchRemote } from '../../test/repository.ts';
import { openRepositories, type Repositories } from '../git/opened.ts';
import type { Repository } from '../git/repository.ts';

const workspace = 'T1';
const product = 'atlas';

onBoth('documents in the outbox', (fresh) => {
  let post: Post;
  let remote: ScratchRemote;
  let folder: string;
  let repositories: Repositories;
  /** What the record says now, by path; each is one section. */
  let record: Record<string, string>;
  /** Happens while a file is drawn. */
  let slow: () => Promise<void>;
  /** Stands between Herald and the repository. */
  let through: (repository: Repository) => Repository;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'herald-documents-'));
    remote = scratchRemote('atlas');
    remote.commit('docs: begin', { 'README.md': '# Atlas\n' });
    record = {};
    slow = async () => undefined;
    through = (repository) => repository;
    repositories = openRepositories(folder, () => Date.now(), {});
    post = await openPost(await fresh(), {
      home: async () => ({
        repository: through(repositories.open({ remote: remote.url })),
        folder: 'docs',
      }),
      draw: async (_workspace, _product, path) => {
        await slow();
        const text = record[path];
        if (text === undefined) return undefined;
        return { heading: `# ${path}\n`, sections: [{ id: 'part', text }], placement: 'last' };
      },
    });
  });
  afterEach(async () => {
    await post.close();
    await repositories.close();
    remote.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const want = (path: string, text: string, why = `write ${text}`): Promise<void> => {
    record[path] = text;
    return post.outbox.save({ workspace, publications: [{ kind: 'document', product, path, why }] });
  };
  const settled = async (): Promise<void> => {
    post.clock.advance(2000);
    await post.outbox.settled();
  };

  it('makes one commit of what happens within a short time', async () => {
    await want('a.md', 'one');
    await want('b.md', 'two');
    await want('a.md', 'three');
    await settled();
    expect(remote.subjects()).toEqual(['docs(release): write one, write three, write two', 'docs: begin']);
    expect(remote.read('docs/a.md')).toContain('three');
    expect(remote.read('docs/b.md')).toContain('two');
    await want('a.md', 'three');
    await settled();
    expect(remote.subjects()).toHaveLength(2);
  });

  it('loses nothing while the remote is away', async () => {
    const away = `${remote.url}.away`;
    await want('a.md', 'one');
    await settled();
    renameSync(remote.url, away);
    await want('a.md', 'two');
    await want('b.md', 'other');
    post.clock.advance(2000);
    await expect
      .poll(async () => (await post.outbox.documents.waiting()).map((row) => row.attempts))
      .toEqual([1, 1]);
    renameSync(away, remote.url);
    post.clock.advance(1_000_000);
    await post.outbox.settled();
    expect(remote.read('docs/a.md')).toContain('two');
    expect(remote.read('docs/b.md')).toContain('other');
    expect(post.news.map(({ kind }) => kind)).toContain('written');
  });

  it('waits with all files of a product, also with those that became stale since', async () => {
    let tries = 0;
    through = (repository) => ({
      ...repository,
      write: async () => {
        tries += 1;
        return { outcome: 'auth', reason: 'Access denied.', retryAfterMs: 3_600_000 };
      },
    });
    await want('a.md', 'one');
    post.clock.advance(2000);
    await expect.poll(() => tries, { timeout: 5000 }).toBe(1);
    await want('b.md', 'other');
    post.clock.advance(2000);
    await expect.poll(() => tries, { timeout: 5000 }).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect([tries, await post.outbox.documents.depth()]).toEqual([2, 2]);
  });

  it.each([
    ['and nothing changed since', 'one', 2],
    ['and the record changed since', 'two', 3],
  ])('finds the commit whose outcome was lost, %s', async (_what, then, commits) => {
    let lose = true;
    through = (repository) => ({
      ...repository,
      write: async (request) => {
        const outcome = await repository.write(request);
        const lost = lose;
        lose = false;
        return lost ? { outcome: 'unknown', reason: 'the answer was lost' } : outcome;
      },
    });
    await want('a.md', 'one');
    post.clock.advance(2000);
    await expect.poll(() => remote.read('docs/a.md')).toContain('one');
    if (then !== 'one') await want('a.md', then);
    post.clock.advance(10_000);
    await post.outbox.settled();
    expect(remote.read('docs/a.md')).toContain(`\n${then}\n`);
    expect(remote.subjects()).toHaveLength(commits);
    await want('a.md', 'last');
    await settled();
    expect(remote.read('docs/a.md')).toContain('\nlast\n');
    expect(post.news.filter(({ kind }) => kind === 'conflict')).toEqual([]);
  });

  it("keeps people's words outside its part, and merges them inside", async () => {
    await want('a.md', 'first\n\nsecond\n\nthird');
    await settled();
    const standing = remote.read('docs/a.md') ?? '';
    remote.commit('docs: by hand', {
      'docs/a.md': `${standing.replace('second', 'second, by Rosa')}\nA note by Rosa.\n`,
    });
    await want('a.md', 'first\n\nsecond\n\nthird, by Herald');
    await settled();
    const merged = remote.read('docs/a.md') ?? '';
    for (const words of ['second, by Rosa', 'third, by Herald', 'A note by Rosa.'])
      expect(merged).toContain(words);
  });

  it("keeps a person's text where both changed the same line, and says so", async () => {
    await want('a.md', 'status: new');
    await settled();
    const standing = remote.read('docs/a.md') ?? '';
    remote.commit('docs: by hand', { 'docs/a.md': standing.replace('status: new', 'status: odd') });
    await want('a.md', 'status: fixed');
    await settled();
    expect(remote.read('docs/a.md')).toContain('status: odd');
    expect(post.news.find(({ kind }) => kind === 'conflict')).toMatchObject({
      conflicts: [{ ours: expect.stringContaining('status: fixed'), theirs: expect.stringContaining('odd') }],
    });
  });

  it('makes no commit for a file that nothing should stand in', async () => {
    await post.outbox.save({
      workspace,
      publications: [{ kind: 'document', product, path: 'gone.md', why: 'drop it' }],
    });
    await settled();
    expect(remote.subjects()).toEqual(['docs: begin']);
    expect(await post.outbox.documents.waiting()).toEqual([]);
  });

  it('rests after drawing that took long, and then writes what happened meanwhile', async () => {
    const drawn: number[] = [];
    slow = async () => {
      drawn.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, 40));
    };
    await want('a.md', 'one');
    await settled();
    await want('a.md', 'two');
    await settled();
    const [first = 0, second = 0] = drawn;
    expect(second - first).toBeGreaterThan(20 * 35);
    expect(remote.read('docs/a.md')).toContain('two');
  });
});
