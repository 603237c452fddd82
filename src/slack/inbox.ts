import { and, asc, eq, lt, notInArray, sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import { type Db, Hot } from '../db/database.ts';
import type { Log } from '../log.ts';
import { SlackBusy, SlackRefusal, SlackSilent } from './api.ts';
import type { Event } from './entry.ts';
import { failureOf } from './errors.ts';
import { slackTables } from './table.ts';

const MOST_ATTEMPTS = 5;
/** Milliseconds before an event is tried again that only Slack kept from being handled: doubling between these. */
const WAIT = { least: 60_000, most: 3_600_000 };
/** Milliseconds that events and acts are remembered; Slack sends an event again for at most a few hours. */
const MEMORY = 48 * 3_600_000;

/** Events on their way: kept on disk before Slack is told, handled in order within a channel, once. */
export type Inbox = {
  /** Keeps an event; false when it was kept before. */
  keep(event: Event): Promise<boolean>;
  /** Handles again what a crash or a failure left undone. */
  recover(): Promise<void>;
  /** Answers when nothing is being handled any more. */
  settled(): Promise<void>;
  /** Forgets what came long ago: events and the names of acts. */
  sweep(): Promise<void>;
};

const lineOf = (event: Event): string => {
  const item = event.event['item'];
  const place =
    event.event['channel'] ??
    (typeof item === 'object' && item !== null ? Reflect.get(item, 'channel') : undefined);
  return `${event.workspace}:${typeof place === 'string' ? place : ''}`;
};

/** Slack is away, or this workspace's Herald is: the event is fine and waits. */
const mendsItself = (error: unknown): boolean =>
  error instanceof SlackBusy ||
  error instanceof SlackSilent ||
  (error instanceof SlackRefusal && failureOf(error.code).kind === 'parked');

/** The event that a line waits behind: its place, how often it waited, and until when (milliseconds). */
type Held = { readonly id: string; readonly waits: number; readonly until: number };

/** `handle` must be harmless when an event comes twice: a crash in the middle makes it come again. */
export function openInbox(db: Db, clock: Clock, log: Log, handle: (event: Event) => Promise<void>): Inbox {
  const { inbox, seen } = db.use(slackTables);
  const held = new Map<string, Held>();
  const lines = new Map<string, Promise<void>>();
  const underWay = new Set<string>();

  const handled = async (event: Event, attempts: number): Promise<void> => {
    const id = `${event.workspace}:${event.id}`;
    const line = lineOf(event);
    const before = held.get(line);
    if (before && (before.id !== id || before.until > clock.now())) return;
    try {
      await handle(event);
      await db.update(inbox).set({ state: 'done', body: null }).where(eq(inbox.id, id));
      held.delete(line);
    } catch (error) {
      if (mendsItself(error)) return wait(event, error, before?.waits ?? 0);
      const last = attempts + 1 >= MOST_ATTEMPTS;
      log.error({ err: error, event: event.id, type: event.type, last }, 'an event could not be handled');
      if (last) held.delete(line);
      else held.set(line, { id, waits: 0, until: 0 });
      await db
        .update(inbox)
        .set({ attempts: attempts + 1, error: String(error), state: last ? 'failed' : 'waiting' })
        .where(eq(inbox.id, id));
    }
  };
  /** Keeps the line waiting behind an event, without counting that as a try. */
  const wait = async (event: Event, error: unknown, waits: number): Promise<void> => {
    const asked =
      error instanceof SlackBusy ? error.retryAfter : Math.min(WAIT.most, WAIT.least * 2 ** waits);
    const id = `${event.workspace}:${event.id}`;
    held.set(lineOf(event), { id, waits: waits + 1, until: clock.now() + asked });
    log.warn({ err: error, event: event.id, type: event.type, wait: asked }, 'an event waits for Slack');
    await db
      .update(inbox)
      .set({ error: String(error) })
      .where(eq(inbox.id, id));
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

  const waitingLines = (): string[] =>
    [...held].flatMap(([line, { until }]) => (until > clock.now() ? [line] : []));

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
        .where(and(eq(inbox.state, 'waiting'), notInArray(inbox.line, waitingLines())))
        .orderBy(asc(inbox.receivedAt));
      for (const row of rows) if (row.body) enqueue(row.body as Event, row.attempts);
    },
    async settled() {
      while (lines.size > 0) await Promise.all(lines.values());
    },
    async sweep() {
      const before = clock.now() - MEMORY;
      const gone = await db
        .delete(inbox)
        .where(lt(inbox.receivedAt, before))
        .returning({ id: inbox.id, line: inbox.line, state: inbox.state });
      for (const { id, line } of gone) if (held.get(line)?.id === id) held.delete(line);
      const lost = gone.filter(({ state }) => state === 'waiting').map(({ id }) => id);
      if (lost.length > 0) log.error({ events: lost }, 'events waited for too long and were given up');
      await db.delete(seen).where(lt(seen.at, before));
    },
  };
}

class KeptBefore extends Error {}
