import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendLine, type Fixture, makeFixture, noon, requestOf } from './fixture.ts';

let place: Fixture;
beforeEach(async () => {
  place = await makeFixture();
});
afterEach(() => place.remove());

test('commits come with their paths, newest first', async () => {
  const first = await place.commit(
    { 'a b.md': '1\n', 'ü.md': '2\n' },
    'main',
    'feat: first\n\nbody of two\nlines',
  );
  await place.commit({ 'a b.md': undefined, 'c.md': '1\n' }, 'main', 'fix: second');
  await place
    .onRemote('commit-tree', '-p', 'main', '-m', 'chore: empty', 'main^{tree}')
    .then((commit) => place.onRemote('update-ref', 'refs/heads/main', commit.trim()));
  const repository = place.open();
  const shape = (await repository.commits()).map(({ subject, body, paths, parents }) => ({
    subject,
    body,
    paths,
    parents,
  }));
  expect(shape).toEqual([
    { subject: 'chore: empty', body: '', paths: [], parents: 1 },
    { subject: 'fix: second', body: '', paths: ['a b.md', 'c.md'], parents: 1 },
    { subject: 'feat: first', body: 'body of two\nlines', paths: ['a b.md', 'ü.md'], parents: 0 },
  ]);
  expect(await repository.commits({ from: first, limit: 1 })).toHaveLength(1);
  expect(await repository.show(first, 'a b.md')).toBe('1\n');
  expect(await repository.show('main', 'a b.md')).toBeUndefined();
  await expect(repository.show('--output=x', 'a.md')).rejects.toThrow('not a revision');
  await expect(repository.show('v9', 'a.md')).rejects.toMatchObject({ problem: { outcome: 'refused' } });
});

test('only the tags that are merged into the branch are listed', async () => {
  const first = await place.commit({ 'a.md': '1\n' });
  await place.commit({ 'a.md': '2\n' }, 'develop');
  await place.onRemote('tag', 'v1', first);
  await place.onRemote('tag', '-a', '-m', 'two', 'v2', first);
  await place.onRemote('tag', 'side', 'develop');
  const repository = place.open();
  const tags = await repository.tags();
  expect(tags.map(({ name, oid }) => ({ name, oid }))).toEqual([
    { name: 'v2', oid: first },
    { name: 'v1', oid: first },
  ]);
  expect(tags.at(-1)?.date).toBe(noon - 86_400_000);
  await place.onRemote('tag', 'v3', 'main');
  await place.onRemote('tag', '-d', 'v1');
  await repository.refresh();
  expect((await repository.tags()).map(({ name }) => name).toSorted()).toEqual(['v2', 'v3']);
});

test('folders are listed and files read at the newest known commit', async () => {
  await place.commit({ 'bugs/a.md': 'a\n', 'bugs/old/b.md': 'b\n', 'README.md': 'r\n' });
  const repository = place.open();
  expect(await repository.list('')).toEqual(['README.md', 'bugs/']);
  expect(await repository.list('bugs')).toEqual(['a.md', 'old/']);
  expect(await repository.list('none')).toEqual([]);
  expect(await repository.read('bugs')).toBeUndefined();
  await repository.write(requestOf('x', appendLine('bugs/a.md', 'more')));
  expect(await repository.read('bugs/a.md')).toBe('a\nmore\n');
  await repository.close();
});
