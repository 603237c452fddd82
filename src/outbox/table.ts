import type { Columns } from '../db/columns.ts';
import type { Message } from '../slack/blocks.ts';
import type { DrawnDocument, PublicationState } from './publication.ts';

/** Messages and files that should stand, and where they stand. */
export const outboxTables = (c: Columns) => ({
  publications: c.table(
    'publications',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      key: c.text('key').notNull(),
      destination: c.text('destination').notNull(),
      threadKey: c.text('thread_key'),
      threadTs: c.text('thread_ts'),
      message: c.json<Message>('message').notNull(),
      group: c.text('group_id'),
      asker: c.text('asker'),
      urgent: c.bool('urgent').notNull(),
      state: c.text('state').$type<PublicationState>().notNull(),
      /** Counts what was wanted, and what of it stands. */
      wanted: c.integer('wanted').notNull(),
      standing: c.integer('standing').notNull(),
      /** Where it stands. */
      channel: c.text('channel'),
      ts: c.text('ts'),
      attempts: c.integer('attempts').notNull(),
      dueAt: c.time('due_at').notNull(),
      sentAt: c.time('sent_at'),
      /** When somebody last began to look for it, because its post was not answered. */
      lookedAt: c.time('looked_at'),
      /** Since when each try failed. */
      failingSince: c.time('failing_since'),
      error: c.text('error'),
      /** The order of arrival. */
      place: c.time('place').notNull(),
    },
    (t) => [
      c.uniqueIndex('publications_key').on(t.workspace, t.key),
      c.index('publications_due').on(t.state, t.dueAt),
      c.index('publications_group').on(t.workspace, t.group, t.state),
      c.index('publications_message').on(t.workspace, t.channel, t.ts),
    ],
  ),
  documents: c.table(
    'documents',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      product: c.text('product').notNull(),
      path: c.text('path').notNull(),
      wanted: c.integer('wanted').notNull(),
      standing: c.integer('standing').notNull(),
      /** What happened since it last stood, for the commit message. */
      why: c.text('why').notNull(),
      /** The commit that is being made: kept before it is made, so that a second try finds the first. */
      operation: c.text('operation'),
      /** What that commit makes of the file, and the `wanted` that it answers: a second try writes the same again. */
      drawn: c.json<DrawnDocument | null>('drawn'),
      begun: c.integer('begun'),
      staleSince: c.time('stale_since').notNull(),
      dueAt: c.time('due_at').notNull(),
      attempts: c.integer('attempts').notNull(),
      /** Why Herald leaves it alone until a person decides. */
      refusal: c.text('refusal'),
      commit: c.text('commit_id'),
    },
    (t) => [c.uniqueIndex('documents_path').on(t.product, t.path), c.index('documents_due').on(t.dueAt)],
  ),
  sections: c.table(
    'sections',
    {
      id: c.text('id').primaryKey(),
      product: c.text('product').notNull(),
      path: c.text('path').notNull(),
      section: c.text('section').notNull(),
      /** What Herald last wrote there: the base for merging with what people wrote. */
      base: c.text('base').notNull(),
    },
    (t) => [c.uniqueIndex('sections_place').on(t.product, t.path, t.section)],
  ),
});
