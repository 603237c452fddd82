import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { maxFileBytes } from '../sections.ts';
import { appendLine, type Fixture, makeFixture, requestOf } from './fixture.ts';

let place: Fixture;
beforeEach(async () => {
  place = await makeFixture();
  await place.commit({
    'file.md': 'text\n',
    'folder/a.md': 'a\n',
    '120000 link.md': 'file.md',
    '120000 linked': 'folder',
    '160000 module': '1111111111111111111111111111111111111111',
    'latin.md': Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]),
    'large.md': 'x'.repeat(maxFileBytes + 1),
    'lfs.md': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
    '100755 run.md': 'x\n',
  });
});
afterEach(() => place.remove());

const obstacles: [path: string, reason: RegExp][] = [
  ['link.md', /symbolic link/],
  ['linked/a.md', /"linked" is a symbolic link/],
  ['module', /submodule/],
  ['module/a.md', /submodule/],
  ['folder', /is a folder/],
  ['file.md/a.md', /"file.md" is a file/],
  ['latin.md', /not UTF-8/],
  ['large.md', /larger than 1 MB/],
  ['lfs.md', /Git LFS/],
  ['../x.md', /leaves its folder/],
  ['a/../../x.md', /leaves its folder/],
  ['/etc/x.md', /absolute/],
  ['a//b.md', /empty part/],
  ['.git/config', /own files/],
  ['.GIT/hooks/x', /own files/],
  ['GIT~1/config', /not allowed|own files/],
  ['.g\u200cit/config', /not allowed/],
  ['a/.gitmodules', /own files/],
  ['--upload-pack=touch x', /not allowed/],
  ['a\nM 100644 inline b', /not allowed/],
  ['"a"', /not allowed/],
  ['aux.md', /Windows/],
  ['a/con', /Windows/],
  ['a. ', /ends in/],
  ['x'.repeat(201), /longer/],
];

test('what stands in the way of a path is refused, and the rest of the batch is written', async () => {
  const repository = place.open();
  const changes = obstacles.map(([path]) => appendLine(path, 'x'));
  const result = await repository.write(requestOf('x', ...changes, appendLine('good.md', 'x')));
  expect(result).toMatchObject({ outcome: 'ok', written: ['good.md'] });
  const refused = 'refused' in result ? result.refused : [];
  expect(refused).toHaveLength(obstacles.length);
  for (const [path, reason] of obstacles)
    expect(refused.find((each) => each.path === path)?.reason).toMatch(reason);
  expect(await place.onRemote('show', '--raw', '--format=', 'main')).toMatch(
    /^:000000 100644 \S+ \S+ A\tgood\.md\n$/,
  );
});

test('a new file that the attributes send to Git LFS is refused', async () => {
  await place.commit({
    '.gitattributes': '*.bin filter=lfs\n',
    'docs/.gitattributes': '*.md filter=lfs\nok.md -filter\n',
  });
  const changes = ['docs/a.md', 'docs/ok.md', 'a.md', 'x/a.bin'].map((path) => appendLine(path, 'x'));
  expect(await place.open().write(requestOf('x', ...changes))).toMatchObject({
    outcome: 'ok',
    written: ['docs/ok.md', 'a.md'],
    refused: [{ path: 'docs/a.md' }, { path: 'x/a.bin' }],
  });
});

test('a file keeps its mode', async () => {
  await place.open().write(requestOf('x', appendLine('run.md', 'y')));
  expect(await place.onRemote('ls-tree', 'main', 'run.md')).toMatch(/^100755 blob/);
});

test('a change that refuses leaves its file alone', async () => {
  const refuse = { path: 'file.md', render: () => ({ kind: 'refuse', reason: 'broken markers' }) as const };
  expect(await place.open().write(requestOf('x', appendLine('file.md', 'y'), refuse))).toMatchObject({
    outcome: 'ok',
    written: [],
    refused: [{ path: 'file.md', reason: 'broken markers' }],
  });
});

test('a fault in a render is thrown, and the next request is written', async () => {
  const repository = place.open();
  const fault = {
    path: 'file.md',
    render: () => {
      throw new Error('a mistake');
    },
  };
  await expect(repository.write(requestOf('x', fault))).rejects.toThrow('a mistake');
  expect(await repository.write(requestOf('y', appendLine('file.md', 'y')))).toMatchObject({ outcome: 'ok' });
});

test('an operation id that could forge a trailer is refused', async () => {
  const request = { ...requestOf('x', appendLine('file.md', 'y')), operationIds: ['a\nHerald-Op: b'] };
  expect(await place.open().write(request)).toMatchObject({ outcome: 'refused' });
});

const addresses = [
  '--upload-pack=touch x',
  'ext::sh -c touch% x',
  'EXT::sh',
  'fd::17',
  'http://git.example.com/a.git',
  'https://-oProxyCommand=x/a',
  'ssh://-oProxyCommand=x/a',
  'ftp://example.com/a',
  '-x:a/b',
  'a\nb',
  '',
];

for (const remote of addresses) {
  test(`the address ${JSON.stringify(remote)} is refused`, async () => {
    expect(() => place.open({ remote })).toThrow();
    await expect(stat(join(place.folder, 'x'))).rejects.toThrow();
  });
}

for (const branch of ['--all', 'a..b', '../x', 'a b', 'a.lock', 'HEAD:x', '']) {
  test(`the branch ${JSON.stringify(branch)} is refused`, () => {
    expect(() => place.open({ branch })).toThrow();
  });
}
