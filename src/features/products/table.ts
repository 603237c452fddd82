import type { Columns } from '../../db/columns.ts';
import type { Roles } from '../people/index.ts';

export const productTables = (c: Columns) => ({
  products: c.table(
    'products',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      name: c.text('name').notNull(),
      announceChannel: c.text('announce_channel'),
      remote: c.text('remote'),
      branch: c.text('branch'),
      folder: c.text('folder').notNull(),
      roles: c.json<Roles>('roles').notNull(),
      timezone: c.text('timezone').notNull(),
      createdAt: c.time('created_at').notNull(),
      createdBy: c.text('created_by').notNull(),
      /** Counts changes, so that two people at once are told apart. */
      version: c.integer('version').notNull(),
    },
    (t) => [c.uniqueIndex('products_name').on(t.workspace, t.name)],
  ),
});
