import { expect, it } from 'vitest';
import { onBoth, removedWorkspace } from '../../../test/databases.ts';
import { Conflict } from '../../db/database.ts';
import { digestOf, type PostedDigest, seenIn } from './digest.ts';
import { busy, NOW, saidIn } from './fixture.ts';
import type { Plan } from './plan.ts';
import { digestStore, plansDue } from './store.ts';

const posted = (id: string, week: string, number: number): PostedDigest => ({
  id,
  workspace: 'T1',
  product: 'p1',
  week,
  number,
  postedAt: number,
  seen: seenIn(busy, NOW),
  content: digestOf(busy, saidIn([]), undefined, NOW),
});

const plan = (more: Partial<Plan> = {}): Plan => ({
  product: 'p1',
  workspace: 'T1',
  cron: '0 9 * * 1',
  nextAt: 100,
  setBy: 'U1',
  ...more,
});

onBoth('digests', (fresh) => {
  it('finds the last, the last of a week, and the last of another week', async () => {
    const db = await fresh();
    const store = digestStore(db, 'T1');
    expect(await store.last('p1')).toBeUndefined();
    const all = [posted('a', '2026-W47', 1), posted('b', '2026-W48', 2), posted('c', '2026-W48', 3)];
    await db.atomically((q) => all.map((one) => store.add(q, one)));
    expect(await store.last('p1')).toEqual(all[2]);
    expect((await store.lastBefore('p1', '2026-W48'))?.id).toBe('a');
    expect(await store.lastBefore('p1', '2026-W47')).toMatchObject({ id: 'c' });
    expect((await store.ofWeek('p1', '2026-W47'))?.id).toBe('a');
    expect(await store.last('p2')).toBeUndefined();
    expect(await digestStore(db, 'T2').last('p1')).toBeUndefined();
    await expect(db.atomically((q) => [store.add(q, posted('d', '2026-W48', 3))])).rejects.toThrow(Conflict);
    await db.close();
  });

  it('keeps one plan for a product, and lets one process move it on', async () => {
    const db = await fresh();
    const store = digestStore(db, 'T1');
    await db.atomically((q) => [store.set(q, plan())]);
    await db.atomically((q) => [store.set(q, plan({ cron: '0 8 * * 5', setBy: 'U2' }))]);
    const [due] = await plansDue(db, 100);
    expect(due).toEqual(plan({ cron: '0 8 * * 5', setBy: 'U2' }));
    expect(await plansDue(db, 99)).toEqual([]);
    await db.atomically((q) => [store.moveOn(q, plan(), 200)]);
    await expect(db.atomically((q) => [store.moveOn(q, plan(), 200)])).rejects.toThrow(Conflict);
    await db.atomically((q) => [digestStore(db, 'T2').stop(q, 'p1')]);
    expect((await plansDue(db, 200))[0]?.nextAt).toBe(200);
    await db.atomically((q) => [store.stop(q, 'p1')]);
    expect(await plansDue(db, 999)).toEqual([]);
    const elsewhere = plan({ workspace: 'T3', product: 'p3' });
    await db.atomically((q) => [store.set(q, plan()), digestStore(db, 'T3').set(q, elsewhere)]);
    await removedWorkspace(db, 'T1');
    expect(await plansDue(db, 999)).toEqual([elsewhere]);
    await db.close();
  });
});
