import type { Columns } from '../../db/columns.ts';
import type { Digest, Seen } from './digest.ts';

export const digestTables = (c: Columns) => ({
  /** When the digest of a product is posted by itself. */
  digestPlans: c.table(
    'digest_plans',
    {
      product: c.text('product').primaryKey(),
      workspace: c.text('workspace').notNull(),
      /** A cron expression in the product's time zone. */
      cron: c.text('cron').notNull(),
      nextAt: c.time('next_at').notNull(),
      setBy: c.text('set_by').notNull(),
    },
    (t) => [c.index('digest_plans_next').on(t.nextAt)],
  ),
  /** The digests that were posted. */
  digests: c.table(
    'digests',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      product: c.text('product').notNull(),
      /** An ISO week in the product's time zone, as 2026-W47. */
      week: c.text('week').notNull(),
      /** Counts the digests of a product, so that two people at once are told apart. */
      number: c.integer('number').notNull(),
      postedAt: c.time('posted_at').notNull(),
      /** What the next digest is compared with. */
      seen: c.json<Seen>('seen').notNull(),
      /** The whole week up to this digest, for the repository. */
      content: c.json<Digest>('content').notNull(),
    },
    (t) => [c.uniqueIndex('digests_number').on(t.product, t.number)],
  ),
});
