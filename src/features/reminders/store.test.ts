import { expect, it } from 'vitest';
import { onBoth, removedWorkspace } from '../../../test/databases.ts';
import { Conflict } from '../../db/database.ts';
import type { Reminder } from './reminder.ts';
import { dueReminders, reminderStore } from './store.ts';

const reminder = (id: string, more: Partial<Reminder> = {}): Reminder => ({
  id,
  workspace: 'T1',
  product: 'p1',
  what: 'Look 🎉 "here"',
  channels: ['C1'],
  people: ['U1'],
  when: { kind: 'cron', cron: '0 9 * * 1', typed: 'every monday 09:00' },
  timezone: 'UTC',
  nextAt: 100,
  lastAt: null,
  snoozed: false,
  sent: 0,
  stoppedAt: null,
  createdAt: 1,
  createdBy: 'U1',
  changes: 1,
  ...more,
});

onBoth('the store of reminders', (fresh) => {
  it('finds what is due and standing, each in its workspace', async () => {
    const db = await fresh();
    const store = reminderStore(db, 'T1');
    const rows = [
      reminder('a'),
      reminder('b', { nextAt: 50, createdAt: 2 }),
      reminder('c', { nextAt: null, createdAt: 3 }),
      reminder('d', { stoppedAt: 5 }),
    ];
    await db.atomically((q) => rows.map((row) => store.add(q, row)));
    expect((await dueReminders(db).due(100, 10)).map((one) => one.id)).toEqual(['b', 'a']);
    expect((await dueReminders(db).standing()).map((one) => one.id).sort()).toEqual(['a', 'b', 'c']);
    await removedWorkspace(db, 'T1');
    expect([await dueReminders(db).due(100, 10), await dueReminders(db).standing()]).toEqual([[], []]);
    expect((await store.standing('p1')).map((one) => one.id)).toEqual(['a', 'b', 'c']);
    expect(await store.find('a')).toEqual(rows[0]);
    expect(await reminderStore(db, 'T2').find('a')).toBeUndefined();
  });

  it('lets one of two at once take it', async () => {
    const db = await fresh();
    const store = reminderStore(db, 'T1');
    await db.atomically((q) => [store.add(q, reminder('a'))]);
    const take = () => db.atomically((q) => [store.change(q, reminder('a', { sent: 1, nextAt: 200 }))]);
    const taken = await Promise.allSettled([take(), take(), take()]);
    expect(taken.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(taken.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual([
      expect.any(Conflict),
      expect.any(Conflict),
    ]);
    expect(await store.find('a')).toMatchObject({ sent: 1, nextAt: 200, changes: 2 });
  });
});
