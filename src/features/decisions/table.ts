import type { Columns } from '../../db/columns.ts';
import type { DecisionKind } from './decision.ts';

export const decisionTables = (c: Columns) => ({
  decisions: c.table(
    'decisions',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      product: c.text('product').notNull(),
      /** The release it is about; null when it is about the product. */
      release: c.text('release'),
      kind: c.text('kind').$type<DecisionKind>().notNull(),
      why: c.text('why').notNull(),
      risks: c.text('risks').notNull(),
      by: c.text('decided_by').notNull(),
      decidedAt: c.time('decided_at').notNull(),
      /** A day in the product's time zone, as 2026-12-01. */
      reviewOn: c.text('review_on'),
    },
    (t) => [c.index('decisions_made').on(t.workspace, t.product, t.decidedAt)],
  ),
});
