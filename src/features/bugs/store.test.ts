import { afterEach, expect, it } from 'vitest';
import { onBoth } from '../../../test/databases.ts';
import { Conflict, type Db } from '../../db/database.ts';
import type { BugRow } from './bug.ts';
import { aBug, aFlag } from './examples.ts';
import { bugStore } from './store.ts';

const row = (more: Partial<BugRow> = {}): BugRow => {
  const { flags: _flags, reporters: _reporters, ...made } = aBug();
  return { ...made, ...more };
};

onBoth('the bug store', (fresh) => {
  let db: Db;
  afterEach(() => db.close());

  it('keeps each number and each source once', async () => {
    db = await fresh();
    const store = bugStore(db, 'T1');
    expect(await store.nextNumber('P1')).toBe(1);
    await db.atomically((q) => [store.add(q, row()), store.flag(q, aFlag('U1'))]);
    expect(await store.nextNumber('P1')).toBe(2);
    const add = (more: Partial<BugRow>) => db.atomically((q) => [store.add(q, row({ id: 'B2', ...more }))]);
    await expect(add({ number: 2 })).rejects.toBeInstanceOf(Conflict);
    await expect(add({ sourceId: 'other' })).rejects.toBeInstanceOf(Conflict);
    await add({ number: 2, sourceId: 'other' });
    expect((await store.all('P1')).map((bug) => [bug.number, bug.reporters])).toEqual([
      [2, []],
      [1, ['U1']],
    ]);
    expect(await store.all('P2')).toEqual([]);
    expect(await store.bySource('C1:1.1')).toEqual(aBug());
    expect((await store.byNumber('P1', 2))?.id).toBe('B2');
    expect((await store.byPath('P1', row().path))?.product).toBe('P1');
  });

  it('counts a person once for each way, and takes it back', async () => {
    db = await fresh();
    const store = bugStore(db, 'T1');
    const flag = aFlag('U1');
    await db.atomically((q) => [
      store.add(q, row()),
      store.flag(q, flag),
      store.flag(q, { ...flag, id: 'again' }),
    ]);
    expect((await store.find('B1'))?.flags).toEqual([flag]);
    await db.atomically((q) => [store.answer(q, 'B1', 'U1', 'yes')]);
    expect((await store.find('B1'))?.flags[0]?.solved).toBe('yes');
    await db.atomically((q) => [store.askAgain(q, 'B1'), store.unflag(q, flag)]);
    expect((await store.find('B1'))?.reporters).toEqual([]);
  });

  it('tells two changes at once apart', async () => {
    db = await fresh();
    const store = bugStore(db, 'T1');
    await db.atomically((q) => [store.add(q, row())]);
    const bug = aBug({ title: 'New title', status: 'Confirmed' });
    await db.atomically((q) => [
      store.change(q, bug),
      store.tell(q, { bug: 'B1', at: 5, name: 'Ana', did: 'x' }),
    ]);
    await expect(db.atomically((q) => [store.change(q, bug)])).rejects.toBeInstanceOf(Conflict);
    expect(await store.find('B1')).toMatchObject({ title: 'New title', changes: 1, path: row().path });
    expect(await store.history('B1')).toMatchObject([{ name: 'Ana', did: 'x' }]);
  });

  it('shows nothing of another workspace', async () => {
    db = await fresh();
    const store = bugStore(db, 'T1');
    await db.atomically((q) => [store.add(q, row({ duplicateOf: 'B9' })), store.flag(q, aFlag('U1'))]);
    const other = bugStore(db, 'T2');
    expect(await other.find('B1')).toBeUndefined();
    expect(await other.all()).toEqual([]);
    expect(await other.duplicatesOf('B9')).toEqual([]);
    expect(await store.duplicatesOf('B9')).toHaveLength(1);
    await expect(db.atomically((q) => [other.change(q, aBug())])).rejects.toBeInstanceOf(Conflict);
  });
});
