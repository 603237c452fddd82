import type { Columns } from '../db/columns.ts';

/** Events that Slack sent, kept before they are acknowledged; and the names of acts that were already done. */
export const slackTables = (c: Columns) => ({
  inbox: c.table(
    'inbox',
    {
      /** The workspace and Slack's event id. */
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      /** What must be handled in order: the channel, or the workspace. */
      line: c.text('line').notNull(),
      body: c.json<Record<string, unknown> | null>('body'),
      state: c.text('state').$type<'waiting' | 'done' | 'failed'>().notNull(),
      attempts: c.integer('attempts').notNull(),
      error: c.text('error'),
      receivedAt: c.time('received_at').notNull(),
    },
    (t) => [c.index('inbox_state').on(t.state, t.receivedAt)],
  ),
  seen: c.table('seen', { id: c.text('id').primaryKey(), at: c.time('at').notNull() }, (t) => [
    c.index('seen_at').on(t.at),
  ]),
  workspaces: c.table('workspaces', {
    /** The team id; the enterprise id for an org-wide install. */
    id: c.text('id').primaryKey(),
    name: c.text('name').notNull(),
    /** Encrypted; null in the one workspace whose token comes from the settings. */
    token: c.text('token'),
    botUser: c.text('bot_user').notNull(),
    botId: c.text('bot_id'),
    installer: c.text('installer'),
    installedAt: c.time('installed_at').notNull(),
    removedAt: c.time('removed_at'),
  }),
});
