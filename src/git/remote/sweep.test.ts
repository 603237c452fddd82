import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendLine, type Fixture, makeFixture, noon, onDisk, requestOf } from './fixture.ts';
import { sweep } from './sweep.ts';

let place: Fixture;
beforeEach(async () => {
  place = await makeFixture();
  await place.commit({ 'a.md': 'a\n' });
});
afterEach(() => place.remove());

test('unfinished packs and old locks go, everything else stays', async () => {
  const at = (...parts: string[]) => join(place.folder, 'clone', ...parts);
  await mkdir(at('objects', 'pack'), { recursive: true });
  const files = {
    old: at('packed-refs.lock'),
    young: at('HEAD.lock'),
    pack: at('objects', 'pack', 'tmp_pack_x'),
    head: at('HEAD'),
  };
  for (const file of Object.values(files)) await writeFile(file, 'x');
  await utimes(files.old, noon / 1000 - 601, noon / 1000 - 601);
  await utimes(files.young, noon / 1000 - 60, noon / 1000 - 60);
  expect((await sweep(at(), noon)).toSorted()).toEqual([files.pack, files.old].toSorted());
  expect(await onDisk(files.young)).toBe('x');
  expect(await onDisk(files.head)).toBe('x');
});

test('a damaged clone is made anew and the request is written', async () => {
  const repository = place.open();
  await repository.write(requestOf('x', appendLine('a.md', 'x')));
  await repository.close();
  await rm(join(repository.gitDir, 'objects'), { recursive: true });
  const request = requestOf('y', appendLine('b.md', 'y'));
  const first = await repository.write(request);
  const second = first.outcome === 'ok' ? first : await repository.write(request);
  expect(second).toMatchObject({ outcome: 'ok' });
  expect(await place.textOf('a.md')).toBe('a\nx\n');
  expect(await place.textOf('b.md')).toBe('y\n');
});

test('a clone whose making was interrupted is made anew', async () => {
  const repository = place.open();
  await mkdir(join(repository.gitDir, 'objects'), { recursive: true });
  await writeFile(join(repository.gitDir, 'HEAD'), 'half');
  expect(await repository.write(requestOf('y', appendLine('a.md', 'y')))).toMatchObject({ outcome: 'ok' });
});
