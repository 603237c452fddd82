import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type SlackApi, SlackBusy, SlackRefusal } from '../slack/api.ts';
import { failureOf } from '../slack/errors.ts';
import type { Pacing } from './pacing.ts';
import { find, methodOf, type Standing, send } from './send.ts';
import type { PublicationRow, PublicationStore } from './store.ts';

const WINDOW = 200;
/** For each workspace, so that one where Slack hangs holds up no other. */
const MOST_IN_FLIGHT = 8;
/** Tries and milliseconds of failing after which Herald gives up: both, so that time spent switched off is no try. */
const LEAST_ATTEMPTS = 6;
const PATIENCE = 6 * 3_600_000;
/** Milliseconds that a workspace whose token is refused is left alone. */
const PARKED_FOR = 300_000;

/** What became of one publication. */
export type Outcome = {
  readonly row: PublicationRow;
  readonly state: 'standing' | 'failed';
  readonly reason?: string;
};

/** A post that was looked for in vain so far, and when it is looked for again. */
type Unknown = {
  readonly row: PublicationRow;
  readonly thread: string | undefined;
  readonly looks: number;
  readonly at: number;
};

type Given = {
  readonly store: PublicationStore;
  readonly api: SlackApi;
  readonly pacing: Pacing;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of each outcome, one after the other. */
  readonly outcome: (outcome: Outcome) => Promise<void>;
};

/** Milliseconds before the next try: doubling from one second to five minutes, spread so that retries do not meet. */
const backoff = (attempts: number): number =>
  Math.round(Math.min(300_000, 1000 * 2 ** attempts) * (0.5 + Math.random() / 2));

/**
 * Makes waiting messages stand. "sending" is written before a post goes out and where it stands after; a post whose
 * outcome is not known is looked for in Slack's history before it is tried again.
 */
export function messageSender(given: Given) {
  const { store, api, pacing, clock, log } = given;
  const parked = new Map<string, number>();
  const unknown = new Map<string, Unknown>();
  const inFlight = new Map<string, { row: PublicationRow; done: Promise<void> }>();
  const here = (kept: Map<string, { row: PublicationRow }>, workspace: string): PublicationRow[] =>
    [...kept.values()].map(({ row }) => row).filter((row) => row.workspace === workspace);

  /** What became of a message is on disk already: a listener that breaks changes nothing about it. */
  const tell = (outcome: Outcome): Promise<void> =>
    given
      .outcome(outcome)
      .catch((error: unknown) =>
        log.error({ err: error, key: outcome.row.key }, 'an outcome could not be passed on'),
      );

  const settle = async (row: PublicationRow, at: Standing): Promise<void> => {
    if (await store.stood(row, at)) await tell({ row: { ...row, ...at }, state: 'standing' });
  };
  const giveUp = async (row: PublicationRow, reason: string): Promise<void> => {
    log.warn({ key: row.key, destination: row.destination, reason }, 'a message cannot stand');
    if (await store.failed(row, reason)) await tell({ row, state: 'failed', reason });
  };

  const failed = (row: PublicationRow, reason: string): Promise<void> => {
    const failing = clock.now() - (row.failingSince ?? clock.now());
    if (row.attempts + 1 >= LEAST_ATTEMPTS && failing >= PATIENCE)
      return giveUp(row, `${reason} Herald tried for ${PATIENCE / 3_600_000} hours.`);
    return store.retry(row, clock.now() + backoff(row.attempts), reason, clock.now());
  };
  const park = (workspace: string, code: string, reason: string): void => {
    parked.set(workspace, clock.now() + PARKED_FOR);
    log.error({ workspace, code }, reason);
  };

  const refused = async (row: PublicationRow, error: SlackRefusal): Promise<void> => {
    const failure = failureOf(error.code);
    if (failure.kind === 'permanent') return giveUp(row, failure.reason);
    if (failure.kind !== 'parked') return failed(row, failure.reason);
    park(row.workspace, error.code, failure.reason);
    return store.retry(row, clock.now() + PARKED_FOR, failure.reason);
  };

  /** After a post that was never answered: found, posted again, or given to a person to decide. */
  const reconcile = async (left: PublicationRow, thread: string | undefined, looks = 0): Promise<void> => {
    const row = await store.look(left, clock.now());
    if (!row) return;
    try {
      const found = row.ts ? undefined : await find(api, row, thread);
      if (found) return await settle(row, found);
      await failed(row, 'Slack did not answer.');
    } catch (error) {
      if (error instanceof SlackRefusal && failureOf(error.code).kind === 'permanent')
        return giveUp(
          row,
          'Slack did not answer, and Herald cannot read here whether the message arrived. Look, and send it again if it is missing.',
        );
      // Still not known: it stays "sending" and is looked for again.
      log.warn({ err: error, key: row.key }, 'it is not known yet whether a message arrived');
      unknown.set(row.id, {
        row,
        thread,
        looks: looks + 1,
        at: clock.now() + untilNextLook(row, error, looks),
      });
    }
  };

  const untilNextLook = ({ workspace }: PublicationRow, error: unknown, looks: number): number => {
    if (error instanceof SlackBusy) return error.retryAfter;
    if (!(error instanceof SlackRefusal) || failureOf(error.code).kind !== 'parked') return backoff(looks);
    park(workspace, error.code, failureOf(error.code).reason);
    return PARKED_FOR;
  };

  /** Looks again for what is still not known, when the time has come. */
  const lookAgain = (): void => {
    for (const { row, thread, looks, at } of [...unknown.values()]) {
      if (at > clock.now()) continue;
      unknown.delete(row.id);
      track(row, reconcile(row, thread, looks));
    }
  };

  const attempt = async (row: PublicationRow, thread: string | undefined): Promise<void> => {
    const claimed = await store.claim(row, clock.now());
    if (!claimed) return;
    try {
      const at = await send(api, claimed, thread);
      pacing.accepted(row.workspace);
      await settle(claimed, at);
    } catch (error) {
      if (error instanceof SlackBusy) {
        pacing.refused(row.workspace, error.method, error.retryAfter);
        await store.retry(claimed, clock.now() + error.retryAfter, 'Slack asked to wait.');
      } else if (error instanceof SlackRefusal) await refused(claimed, error);
      else await reconcile(claimed, thread);
    }
  };

  const track = (row: PublicationRow, work: Promise<void>): void => {
    const done = work
      .catch((error: unknown) =>
        log.error({ err: error, key: row.key }, 'the outbox could not go on with a message'),
      )
      .then(() => void inFlight.delete(row.id));
    inFlight.set(row.id, { row, done });
  };

  /** The message that a row answers: undefined for none, null while it does not stand yet. */
  const threadOf = async (row: PublicationRow): Promise<string | undefined | null> => {
    if (!row.threadKey) return row.threadTs ?? undefined;
    const parent = await store.byKey(row.workspace, row.threadKey);
    if (parent?.state === 'failed') return undefined;
    return parent?.ts ?? null;
  };

  /** Starts what may go out now; answers with the milliseconds until more may, or undefined when nothing waits. */
  const pumpWorkspace = async (workspace: string): Promise<number | undefined> => {
    const now = clock.now();
    const until = parked.get(workspace) ?? 0;
    if (until > now) return until - now;
    const held = await store.held(workspace, now);
    const flying = here(inFlight, workspace);
    const busy = new Set([...flying, ...here(unknown, workspace)].map((row) => row.destination));
    let room = MOST_IN_FLIGHT - flying.length;
    let next: number | undefined;
    for (const row of await store.due(workspace, now, WINDOW)) {
      const behind = (held.get(row.destination) ?? Number.POSITIVE_INFINITY) < row.place;
      if (busy.has(row.destination) || behind) continue;
      const thread = await threadOf(row);
      // A reply waits for what it answers without holding up its destination: that may still have to be sent there.
      if (thread === null) {
        next = Math.min(next ?? Number.POSITIVE_INFINITY, 50);
        continue;
      }
      busy.add(row.destination);
      const destination = row.channel ?? row.destination;
      const wait = pacing.wait(workspace, methodOf(row), destination);
      if (wait > 0 || room <= 0) {
        next = Math.min(next ?? Number.POSITIVE_INFINITY, Math.max(wait, 5));
        continue;
      }
      if (row.threadKey && thread === undefined) {
        await giveUp(row, 'The message that this answers could not be sent.');
        continue;
      }
      room -= 1;
      pacing.sent(workspace, destination);
      track(row, attempt(row, thread ?? undefined));
    }
    return next;
  };

  return {
    /** Starts everything that may go out now; answers with the milliseconds until the next call is worth it. */
    async pump(): Promise<number | undefined> {
      lookAgain();
      const waits = await Promise.all((await store.workspacesDue(clock.now())).map(pumpWorkspace));
      const known = waits.filter((wait) => wait !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    },
    /** Looks for what has been on the wire since `before` (milliseconds): whoever sent it is not there any more. */
    async recover(before: number): Promise<void> {
      for (const row of await store.sending(before))
        if (!inFlight.has(row.id) && !unknown.has(row.id))
          track(
            row,
            threadOf(row).then((thread) => reconcile(row, thread ?? undefined)),
          );
    },
    /** Answers when nothing is on the wire. */
    async landed(): Promise<void> {
      while (inFlight.size > 0) await Promise.all([...inFlight.values()].map(({ done }) => done));
    },
  };
}
