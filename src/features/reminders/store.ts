import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import { changed, type Db, type Queries, type Write } from '../../db/database.ts';
import { notRemoved } from '../../slack/workspaces.ts';
import type { Reminder } from './reminder.ts';
import { reminderTables } from './table.ts';

/** The reminders of one workspace. */
export const reminderStore = (db: Db, workspace: string) => {
  const { reminders } = db.use(reminderTables);
  const own = eq(reminders.workspace, workspace);
  return {
    /** Those that were not stopped, the oldest first. */
    standing: (product: string): Promise<Reminder[]> =>
      db
        .select()
        .from(reminders)
        .where(and(own, eq(reminders.product, product), isNull(reminders.stoppedAt)))
        .orderBy(asc(reminders.createdAt)),
    async find(id: string): Promise<Reminder | undefined> {
      const [found] = await db
        .select()
        .from(reminders)
        .where(and(own, eq(reminders.id, id)));
      return found;
    },
    add: (q: Queries, reminder: Reminder): Write => q.insert(reminders).values(reminder),
    /** `Conflict` when somebody else, or another process, changed it since it was read. */
    change: (q: Queries, reminder: Reminder): Write =>
      changed(
        q
          .update(reminders)
          .set({ ...reminder, changes: sql`${reminders.changes} + 1` })
          .where(and(own, eq(reminders.id, reminder.id), eq(reminders.changes, reminder.changes)))
          .returning({ id: reminders.id }),
      ),
  };
};

/** What the clock asks for, over all workspaces. */
export const dueReminders = (db: Db) => {
  const { reminders } = db.use(reminderTables);
  const standing = and(isNull(reminders.stoppedAt), notRemoved(db, reminders.workspace));
  return {
    due: (now: number, most: number): Promise<Reminder[]> =>
      db
        .select()
        .from(reminders)
        .where(and(standing, lte(reminders.nextAt, now)))
        .orderBy(asc(reminders.nextAt))
        .limit(most),
    /** All that were not stopped. */
    standing: (): Promise<Reminder[]> => db.select().from(reminders).where(standing),
  };
};
