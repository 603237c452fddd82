import { afterEach, expect, it } from 'vitest';
import { onBoth } from '../../../test/databases.ts';
import { Conflict, type Db } from '../../db/database.ts';
import type { Release } from './release.ts';
import { releaseStore } from './store.ts';

const release = (id: string, version: string, createdAt: number): Release => ({
  id,
  workspace: 'T1',
  product: 'P',
  version,
  title: 'Título 🎉',
  stage: 'Beta',
  state: 'draft',
  notes: 'x'.repeat(10_000),
  howTo: '',
  rollback: '',
  plannedFor: '2026-12-01',
  createdAt,
  createdBy: 'U',
  announcedAt: null,
  announcedBy: null,
  changes: 1,
});

onBoth('the store of releases', (fresh) => {
  let db: Db;
  afterEach(() => db.close());

  it('keeps a release whole, newest first, and knows the open one', async () => {
    db = await fresh();
    const store = releaseStore(db, 'T1');
    const [old, closed, next] = [
      release('1', '1.0.0', 1),
      { ...release('2', '2.0.0', 3), state: 'closed' as const },
      release('3', '1.1.0', 2),
    ];
    await db.atomically((q) => [store.add(q, old), store.add(q, closed), store.add(q, next)]);
    expect((await store.all('P')).map((one) => one.version)).toEqual(['2.0.0', '1.1.0', '1.0.0']);
    expect(await store.find('1')).toEqual(old);
    expect((await store.newestOpen('P'))?.version).toBe('1.1.0');
  });

  it('refuses a version twice, and a change to what has changed', async () => {
    db = await fresh();
    const store = releaseStore(db, 'T1');
    const first = release('1', '1.0.0', 1);
    await db.atomically((q) => [store.add(q, first)]);
    await expect(db.atomically((q) => [store.add(q, release('2', '1.0.0', 2))])).rejects.toBeInstanceOf(
      Conflict,
    );
    await db.atomically((q) => [store.change(q, { ...first, title: 'New' })]);
    await expect(db.atomically((q) => [store.change(q, { ...first, title: 'Late' })])).rejects.toBeInstanceOf(
      Conflict,
    );
    expect(await store.find('1')).toMatchObject({ title: 'New', changes: 2 });
  });

  it('shows nothing to another workspace', async () => {
    db = await fresh();
    const first = release('1', '1.0.0', 1);
    await db.atomically((q) => [releaseStore(db, 'T1').add(q, first)]);
    const other = releaseStore(db, 'T2');
    expect(await other.all('P')).toEqual([]);
    expect(await other.find('1')).toBeUndefined();
    expect(await other.byVersion('P', '1.0.0')).toBeUndefined();
    await expect(db.atomically((q) => [other.change(q, first)])).rejects.toBeInstanceOf(Conflict);
  });
});
