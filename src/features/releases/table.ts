import type { Columns } from '../../db/columns.ts';
import type { ReleaseState, Stage } from './release.ts';

export const releaseTables = (c: Columns) => ({
  releases: c.table(
    'releases',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      product: c.text('product').notNull(),
      /** Without a leading "v". */
      version: c.text('version').notNull(),
      title: c.text('title').notNull(),
      stage: c.text('stage').$type<Stage>().notNull(),
      state: c.text('state').$type<ReleaseState>().notNull(),
      /** Markdown. */
      notes: c.text('notes').notNull(),
      howTo: c.text('how_to').notNull(),
      rollback: c.text('rollback').notNull(),
      /** A day, as 2026-12-01. */
      plannedFor: c.text('planned_for'),
      createdAt: c.time('created_at').notNull(),
      createdBy: c.text('created_by').notNull(),
      announcedAt: c.time('announced_at'),
      announcedBy: c.text('announced_by'),
      /** Counts changes, so that two people at once are told apart. */
      changes: c.integer('changes').notNull(),
    },
    (t) => [
      c.uniqueIndex('releases_version').on(t.product, t.version),
      c.index('releases_created').on(t.workspace, t.product, t.createdAt),
    ],
  ),
});
