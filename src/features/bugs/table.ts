import type { Columns } from '../../db/columns.ts';
import type { Alike, Severity, Solved, Status } from './bug.ts';

export const bugTables = (c: Columns) => ({
  bugs: c.table(
    'bugs',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      product: c.text('product').notNull(),
      number: c.integer('number').notNull(),
      title: c.text('title').notNull(),
      status: c.text('status').$type<Status>().notNull(),
      severity: c.text('severity').$type<Severity>(),
      release: c.text('release'),
      assignee: c.text('assignee'),
      assigneeName: c.text('assignee_name'),
      duplicateOf: c.text('duplicate_of'),
      /** A version, without a leading "v". */
      fixedIn: c.text('fixed_in'),
      /** What was said, as people read it. */
      story: c.text('story').notNull(),
      saidBy: c.text('said_by'),
      saidByName: c.text('said_by_name'),
      /** Said where not everybody can read: the words stay out of the repository. */
      private: c.bool('private').notNull(),
      /** The message or the act that it came from, so that it is logged once. */
      sourceId: c.text('source_id').notNull(),
      /** Where its card stands: a channel or a person, and the thread there. */
      place: c.text('place').notNull(),
      thread: c.text('thread'),
      link: c.text('link'),
      /** Fixed at creation, so that the file is never left behind under an old title. */
      path: c.text('path').notNull(),
      alike: c.json<readonly Alike[]>('alike').notNull(),
      createdAt: c.time('created_at').notNull(),
      updatedAt: c.time('updated_at').notNull(),
      triagedAt: c.time('triaged_at'),
      /** How often it was fixed: people are told once for each. */
      fixes: c.integer('fixes').notNull(),
      /** Counts what people decided, so that two at once are told apart. */
      triages: c.integer('triages').notNull(),
      /** Counts every change, so that what is drawn is never older than what stands. */
      changes: c.integer('changes').notNull(),
    },
    (t) => [
      c.uniqueIndex('bugs_number').on(t.product, t.number),
      c.uniqueIndex('bugs_source').on(t.workspace, t.sourceId),
      c.index('bugs_duplicates').on(t.workspace, t.duplicateOf),
    ],
  ),
  bugReporters: c.table(
    'bug_reporters',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      bug: c.text('bug').notNull(),
      person: c.text('person').notNull(),
      name: c.text('name').notNull(),
      /** The emoji, or "form": one person may flag a bug in several ways and take each back. */
      by: c.text('by_way').notNull(),
      at: c.time('at').notNull(),
      /** What the person answered to "Solved for you?". */
      solved: c.text('solved').$type<Solved>(),
    },
    (t) => [c.uniqueIndex('bug_reporters_person').on(t.bug, t.person, t.by)],
  ),
  bugHistory: c.table(
    'bug_history',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      bug: c.text('bug').notNull(),
      at: c.time('at').notNull(),
      name: c.text('name').notNull(),
      /** What they did, as a sentence that follows the name. */
      did: c.text('did').notNull(),
    },
    (t) => [c.index('bug_history_bug').on(t.bug, t.at)],
  ),
});
