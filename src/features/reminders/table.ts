import type { Columns } from '../../db/columns.ts';
import type { When } from './reminder.ts';

export const reminderTables = (c: Columns) => ({
  reminders: c.table(
    'reminders',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      product: c.text('product').notNull(),
      what: c.text('what').notNull(),
      channels: c.json<readonly string[]>('channels').notNull(),
      people: c.json<readonly string[]>('people').notNull(),
      when: c.json<When>('when_due').notNull(),
      /** Where the days and hours of `when` are meant: an IANA name. */
      timezone: c.text('timezone').notNull(),
      /** Null while it waits for something to happen first. */
      nextAt: c.time('next_at'),
      lastAt: c.time('last_at'),
      /** Whether somebody put `nextAt` off. */
      snoozed: c.bool('snoozed').notNull(),
      /** Counts the times it was sent. */
      sent: c.integer('sent').notNull(),
      stoppedAt: c.time('stopped_at'),
      createdAt: c.time('created_at').notNull(),
      createdBy: c.text('created_by').notNull(),
      /** Counts changes, so that two people or processes at once are told apart. */
      changes: c.integer('changes').notNull(),
    },
    (t) => [
      c.index('reminders_due').on(t.stoppedAt, t.nextAt),
      c.index('reminders_product').on(t.workspace, t.product),
    ],
  ),
});
