import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { git } from '../run.ts';
import { appendLine, type Fixture, makeFixture, noon, requestOf } from './fixture.ts';

let place: Fixture;
beforeEach(async () => {
  place = await makeFixture();
});
afterEach(() => place.remove());

const count = async () => Number(await place.onRemote('rev-list', '--count', 'main'));

test('the first write makes the root commit of an empty repository', async () => {
  const repository = place.open();
  expect(await repository.head()).toBeUndefined();
  expect(await repository.write(requestOf('a', appendLine('docs/log.md', 'one')))).toMatchObject({
    outcome: 'ok',
    written: ['docs/log.md'],
    kept: [],
    refused: [],
  });
  expect(await place.textOf('docs/log.md')).toBe('one\n');
  expect(await place.onRemote('log', '--format=%an %ae %at %ct%n%B', 'main')).toBe(
    `Herald herald@localhost ${noon / 1000} ${noon / 1000}\ndocs: record a\n\nHerald-Op: a\n\n`,
  );
});

test('a second writer of an empty repository does not replace the first root', async () => {
  const [first, second] = [place.open(), place.open({ cacheDir: join(place.folder, 'other') })];
  await Promise.all([first.head(), second.head()]);
  await first.write(requestOf('a', appendLine('log.md', 'one')));
  expect(await second.write(requestOf('b', appendLine('log.md', 'two')))).toMatchObject({ outcome: 'ok' });
  expect(await place.textOf('log.md')).toBe('one\ntwo\n');
});

test('several files become one commit with its author and co-authors', async () => {
  await place.commit({ 'README.md': 'hello\n' });
  const repository = place.open();
  const changes = [appendLine('a.md', 'a'), appendLine('bugs/b.md', 'b'), appendLine('README.md', 'c')];
  const author = { name: 'Grace <x>\n', email: 'grace@example.com' };
  const result = await repository.write({
    ...requestOf('x', ...changes),
    operationIds: ['x', 'y'],
    author,
    coAuthors: [author],
  });
  expect(result).toMatchObject({ outcome: 'ok', written: ['a.md', 'bugs/b.md', 'README.md'] });
  expect(await count()).toBe(2);
  expect(await place.onRemote('log', '-1', '--format=%an|%cn|%b', 'main')).toBe(
    'Grace x|Herald|Co-authored-by: Grace x <grace@example.com>\nHerald-Op: x\nHerald-Op: y\n\n',
  );
});

test('a request that changes nothing makes no commit', async () => {
  await place.commit({ 'a.md': 'a\n' });
  const keep = { path: 'a.md', render: () => ({ kind: 'write', text: 'a\n' }) as const };
  expect(await place.open().write(requestOf('x', keep))).toMatchObject({
    outcome: 'ok',
    written: [],
    kept: ['a.md'],
  });
  expect(await count()).toBe(1);
});

test('a commit is never older than its parent', async () => {
  await place.commit({ 'a.md': 'a\n' });
  await place.open().write({ ...requestOf('x', appendLine('a.md', 'b')), at: 1000 });
  expect(await place.onRemote('log', '-1', '--format=%ct', 'main')).toBe(`${noon / 1000 - 86_400 + 1}\n`);
});

test('a missing branch is named together with those that exist', async () => {
  await place.commit({ 'a.md': 'a\n' });
  await place.commit({ 'a.md': 'a\n' }, 'develop');
  const result = await place.open({ branch: 'release' }).write(requestOf('x', appendLine('a.md', 'b')));
  expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('develop, main') });
});

test('a deleted branch is never made again', async () => {
  await place.commit({ 'a.md': 'a\n' });
  await place.commit({ 'a.md': 'a\n' }, 'develop');
  const repository = place.open({ branch: 'develop' });
  await repository.write(requestOf('x', appendLine('a.md', 'b')));
  await place.onRemote('update-ref', '-d', 'refs/heads/develop');
  expect(await repository.write(requestOf('y', appendLine('a.md', 'c')))).toMatchObject({
    outcome: 'refused',
  });
  await place.onRemote('update-ref', '-d', 'refs/heads/main');
  expect(await repository.refresh()).toMatchObject({ outcome: 'refused' });
  const restarted = place.open({ branch: 'develop' });
  expect(await restarted.write(requestOf('y', appendLine('a.md', 'c')))).toMatchObject({
    outcome: 'refused',
  });
  expect(await repository.write(requestOf('y', appendLine('a.md', 'c')))).toMatchObject({
    outcome: 'refused',
  });
  expect(await place.onRemote('for-each-ref')).toBe('');
});

test('a remote that is away is busy, and takes the same request when it is back', async () => {
  await place.commit({ 'a.md': 'a\n' });
  const repository = place.open();
  expect(await repository.read('a.md')).toBe('a\n');
  await rename(place.remote, `${place.remote}.away`);
  const request = requestOf('x', appendLine('a.md', 'b'));
  expect(await repository.write(request)).toMatchObject({
    outcome: 'busy',
    retryAfterMs: expect.any(Number),
  });
  const restarted = place.open();
  expect(await restarted.read('a.md')).toBe('a\n');
  expect(await restarted.write(request)).toMatchObject({ outcome: 'busy' });
  await rename(`${place.remote}.away`, place.remote);
  expect(await restarted.write(request)).toMatchObject({ outcome: 'ok' });
  expect(await repository.write(request)).toMatchObject({ outcome: 'ok', already: true });
  expect(await place.textOf('a.md')).toBe('a\nb\n');
});

for (const hook of ['pre-receive', 'update']) {
  test(`a ${hook} hook that declines is policy, in the server's words`, async () => {
    await place.commit({ 'a.md': 'a\n' });
    await place.hook(hook, 'echo "main is protected: use a pull request" >&2; exit 1');
    const result = await place.open().write(requestOf('x', appendLine('a.md', 'b')));
    expect(result).toMatchObject({ outcome: 'policy', reason: expect.stringContaining('main is protected') });
    expect(await count()).toBe(1);
  });
}

test('two writers who race lose nothing', async () => {
  await place.commit({ 'log.md': '' });
  const writers = ['one', 'two'].map((cache) => place.open({ cacheDir: join(place.folder, cache) }));
  const all = writers.flatMap((writer, who) =>
    Array.from({ length: 8 }, (_, index) =>
      writer.write(requestOf(`${who}-${index}`, appendLine('log.md', `${who}-${index}`))),
    ),
  );
  const outcomes = await Promise.all(all);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(all.map(() => 'ok'));
  const lines = (await place.textOf('log.md')).trim().split('\n');
  expect(lines.toSorted()).toEqual(
    [0, 1].flatMap((who) => Array.from({ length: 8 }, (_, index) => `${who}-${index}`)),
  );
});

test('people who commit in between keep what they wrote', async () => {
  await place.commit({ 'log.md': 'a\n' });
  const repository = place.open();
  await repository.head();
  await place.commit({ 'log.md': 'a\nby hand\n', 'other.md': 'x\n' });
  expect(await repository.write(requestOf('x', appendLine('log.md', 'b')))).toMatchObject({ outcome: 'ok' });
  expect(await place.textOf('log.md')).toBe('a\nby hand\nb\n');
  expect(await place.textOf('other.md')).toBe('x\n');
});

test('a request whose answer was lost is not written twice, not even after a restart', async () => {
  await place.commit({ 'log.md': 'a\n' });
  const request = requestOf('x', appendLine('log.md', 'b'));
  const first = await place.open().write(request);
  await place.commit({ 'other.md': 'x\n' });
  for (const cacheDir of ['cache', 'new']) {
    const again = await place.open({ cacheDir: join(place.folder, cacheDir) }).write(request);
    expect(again).toEqual({ ...first, already: true });
  }
  expect(await place.textOf('log.md')).toBe('a\nb\n');
});

test('a connection that breaks after the server applied the push is asked about', async () => {
  await place.commit({ 'log.md': 'a\n' });
  await place.hook('post-receive', 'kill -9 $PPID');
  const result = await place.open().write(requestOf('x', appendLine('log.md', 'b')));
  expect(result).toMatchObject({ outcome: 'ok', written: ['log.md'] });
  expect(await place.textOf('log.md')).toBe('a\nb\n');
});

test('a rewritten history is followed', async () => {
  const root = await place.commit({ 'log.md': 'a\n' });
  const repository = place.open();
  await repository.write(requestOf('x', appendLine('log.md', 'b')));
  await place.onRemote('update-ref', 'refs/heads/main', root);
  expect(await repository.refresh()).toMatchObject({ outcome: 'ok', rewritten: true, head: { oid: root } });
  expect(await repository.write(requestOf('y', appendLine('log.md', 'c')))).toMatchObject({ outcome: 'ok' });
  expect(await place.textOf('log.md')).toBe('a\nc\n');
});

test('the clone has no blobs until they are needed, and the remote stays sound', async () => {
  await place.commit({ 'log.md': 'a\n', 'big.txt': 'x'.repeat(10_000) });
  const repository = place.open();
  await repository.write(requestOf('x', appendLine('log.md', 'b')));
  const missing = await git(['rev-list', '--objects', '--missing=print', 'main'], {
    gitDir: repository.gitDir,
  });
  expect(missing.stdout.toString('utf8')).toMatch(/^\?[0-9a-f]+$/m);
  await place.onRemote('fsck', '--strict');
});
