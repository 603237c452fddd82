import { asc, eq, lt, sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import { type Db, Hot } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { Event } from './entry.ts';
import { slackTables } from './table.ts';

const MOST_ATTEMPTS = 5;
/** Milliseconds that handled events are remembered; Slack sends an event again for at most a few hours. */
const MEMORY = 48 * 3_600_000;

/** Events on their way: kept on disk before Slack is told, handled in order within a channel, once. */
export type Inbox = {
  /** Keeps an event; false when it was kept before. */
  keep(event: Event): Promise<boolean>;
  /** Handles again what a crash or a failure left undone. */
  recover(): Promise<void>;
  /** Answers when nothing is being handled any more. */
  settled(): Promise<void>;
  /** Forgets what was handled long ago. */
  sweep(): Promise<void>;
};

const lineOf = (event: Event): string => {
  const item = event.event['item'];
  const place =
    event.event['channel'] ??
    (typeof item === 'object' && item !== null ? Reflect.get(item, 'channel') : undefined);
  return `${event.workspace}:${typeof place === 'string' ? place : ''}`;
};

/** `handle` must be harmless when an event comes twice: a crash in the middle makes it come again. */
export function openInbox(db: Db, clock: Clock, log: Log, handle: (event: Event) => Promise<void>): Inbox {
  const { inbox } = db.use(slackTables);
  const lines = new Map<string, Promise<void>>();
  const underWay = new Set<string>();

  const handled = async (event: Event, attempts: number): Promise<void> => {
    const id = `${event.workspace}:${event.id}`;
    try {
      await handle(event);
      await db.update(inbox).set({ state: 'done', body: null }).where(eq(inbox.id, id));
    } catch (error) {
      const last = attempts + 1 >= MOST_ATTEMPTS;
      log.error({ err: error, event: event.id, type: event.type, last }, 'an event could not be handled');
      await db
        .update(inbox)
        .set({ attempts: attempts + 1, error: String(error), state: last ? 'failed' : 'waiting' })
        .where(eq(inbox.id, id));
    }
  };
  const enqueue = (event: Event, attempts: number): void => {
    const id = `${event.workspace}:${event.id}`;
    if (underWay.has(id)) return;
    underWay.add(id);
    const line = lineOf(event);
    const next = (lines.get(line) ?? Promise.resolve())
      .then(() => handled(event, attempts))
      .catch((error: unknown) =>
        log.error({ err: error, event: event.id }, 'the inbox could not be written'),
      );
    lines.set(line, next);
    void next.then(() => {
      underWay.delete(id);
      if (lines.get(line) === next) lines.delete(line);
    });
  };

  return {
    async keep(event) {
      let fresh = true;
      await db
        .atomically(() => [
          new Hot(
            'inbox.insert',
            (q) =>
              q
                .insert(inbox)
                .values({
                  id: sql.placeholder('id'),
                  workspace: sql.placeholder('workspace'),
                  line: sql.placeholder('line'),
                  body: sql.placeholder('body'),
                  state: 'waiting',
                  attempts: 0,
                  error: null,
                  receivedAt: sql.placeholder('at'),
                })
                .onConflictDoNothing(),
            {
              id: `${event.workspace}:${event.id}`,
              workspace: event.workspace,
              line: lineOf(event),
              body: event,
              at: clock.now(),
            },
            () => new KeptBefore(),
          ),
        ])
        .catch((error: unknown) => {
          if (!(error instanceof KeptBefore)) throw error;
          fresh = false;
        });
      if (fresh) enqueue(event, 0);
      return fresh;
    },
    async recover() {
      const rows = await db
        .select()
        .from(inbox)
        .where(eq(inbox.state, 'waiting'))
        .orderBy(asc(inbox.receivedAt));
      for (const row of rows) if (row.body) enqueue(row.body as Event, row.attempts);
    },
    async settled() {
      while (lines.size > 0) await Promise.all(lines.values());
    },
    async sweep() {
      await db.delete(inbox).where(lt(inbox.receivedAt, clock.now() - MEMORY));
    },
  };
}

class KeptBefore extends Error {}
