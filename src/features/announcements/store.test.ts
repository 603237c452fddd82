import { afterEach, expect, it } from 'vitest';
import { onBoth, removedWorkspace } from '../../../test/databases.ts';
import type { Db } from '../../db/database.ts';
import type { Announcement } from './announcement.ts';
import { announcementStore, unfinishedAnnouncements } from './store.ts';

const announcement: Announcement = {
  id: 'A',
  workspace: 'T1',
  product: 'P',
  release: 'R',
  channels: 2,
  people: 6,
  sendAt: 5,
  finishedAt: null,
  createdBy: 'U1',
  createdAt: 5,
};

onBoth('the store of announcements', (fresh) => {
  let db: Db;
  afterEach(() => db.close());

  it('counts each person who got it once', async () => {
    db = await fresh();
    const store = announcementStore(db, 'T1');
    for (const person of ['U1', 'U2', 'U1']) await db.atomically(() => [store.acknowledge('R', person, 9)]);
    expect(await store.acknowledged('R')).toBe(2);
    expect(await announcementStore(db, 'T2').acknowledged('R')).toBe(0);
  });

  it('finishes once', async () => {
    db = await fresh();
    const store = announcementStore(db, 'T1');
    await db.atomically((q) => [store.add(q, announcement)]);
    expect(await unfinishedAnnouncements(db)).toEqual([announcement]);
    await removedWorkspace(db, 'T1');
    expect(await unfinishedAnnouncements(db)).toEqual([]);
    await db.atomically((q) => [store.finish(q, 'A', 7)]);
    await expect(db.atomically((q) => [store.finish(q, 'A', 8)])).rejects.toThrow();
    expect(await unfinishedAnnouncements(db)).toEqual([]);
    expect(await store.ofRelease('R')).toMatchObject([{ finishedAt: 7 }]);
    expect(await announcementStore(db, 'T2').find('A')).toBeUndefined();
  });
});
