import { sql } from 'drizzle-orm';
import type { Columns } from '../../db/columns.ts';
import type { About, FeedbackSource } from './feedback.ts';

export const feedbackTables = (c: Columns) => ({
  feedback: c.table(
    'feedback',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      product: c.text('product').notNull(),
      /** The release it is about; null while the product has none. */
      release: c.text('release'),
      /** Whose words these are, as Slack knows them; null when they stay anonymous or are not in Slack. */
      person: c.text('person'),
      /** The name of somebody who was interviewed. */
      speaker: c.text('speaker'),
      text: c.text('text').notNull(),
      about: c.text('about').$type<About>(),
      source: c.text('source').$type<FeedbackSource>().notNull(),
      /** The message or the act that it came from, so that nothing is kept twice. */
      sourceId: c.text('source_id').notNull(),
      link: c.text('link'),
      quotable: c.bool('quotable').notNull(),
      createdAt: c.time('created_at').notNull(),
    },
    (t) => [
      c.uniqueIndex('feedback_source').on(t.workspace, t.sourceId),
      c.index('feedback_created').on(t.workspace, t.product, t.createdAt),
      // All that is counted, so that counting never reads the texts.
      c
        .index('feedback_counted')
        .on(t.workspace, t.product, t.release, t.person, t.source, t.about, t.quotable),
      // Few may be quoted; keeping the others costs nothing here.
      c
        .index('feedback_quotable')
        .on(t.workspace, t.product, t.release, t.about, t.createdAt)
        .where(sql`${t.quotable}`),
    ],
  ),
});
