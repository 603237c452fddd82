import type { Columns } from '../db/columns.ts';

/** When each job runs next and when it ran last, so that a restart neither moves nor loses a run. */
export const jobTables = (c: Columns) => ({
  jobs: c.table('jobs', {
    name: c.text('name').primaryKey(),
    nextAt: c.time('next_at').notNull(),
    lastAt: c.time('last_at'),
    error: c.text('error'),
  }),
});
