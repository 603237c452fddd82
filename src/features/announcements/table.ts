import type { Columns } from '../../db/columns.ts';

export const announcementTables = (c: Columns) => ({
  announcements: c.table(
    'announcements',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      product: c.text('product').notNull(),
      release: c.text('release').notNull(),
      channels: c.integer('channels').notNull(),
      people: c.integer('people').notNull(),
      /** When it goes out. */
      sendAt: c.time('send_at').notNull(),
      /** When every destination had its outcome. */
      finishedAt: c.time('finished_at'),
      createdBy: c.text('created_by').notNull(),
      createdAt: c.time('created_at').notNull(),
    },
    (t) => [c.index('announcements_release').on(t.workspace, t.release)],
  ),
  acknowledgements: c.table(
    'acknowledgements',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      release: c.text('release').notNull(),
      person: c.text('person').notNull(),
      at: c.time('at').notNull(),
    },
    (t) => [c.uniqueIndex('acknowledgements_person').on(t.release, t.person)],
  ),
});
