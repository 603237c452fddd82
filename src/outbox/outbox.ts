import type { Clock } from '../clock.ts';
import type { Db, Queries, Write } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { SlackApi } from '../slack/api.ts';
import { once } from '../slack/once.ts';
import { documentStore } from './document-store.ts';
import { type DocumentNews, type DocumentsHome, documentWriter } from './documents.ts';
import { messageSender, type Outcome } from './messages.ts';
import { openPacing } from './pacing.ts';
import type { DrawnDocument, Publication } from './publication.ts';
import { publicationStore } from './store.ts';
import { publish } from './writes.ts';

/** A record and what should stand for it, saved as one. */
export type Batch = {
  readonly workspace: string;
  readonly writes?: (q: Queries) => Write[];
  readonly publications?: readonly Publication[];
  /** The name of the act: if it was done before, nothing is saved and `Repeated` is thrown. */
  readonly once?: string;
};

/** What the rest of Herald tells the outbox. */
export type OutboxGiven = {
  readonly db: Db;
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly home: (workspace: string, product: string) => Promise<DocumentsHome | undefined>;
  readonly draw: (workspace: string, product: string, path: string) => Promise<DrawnDocument | undefined>;
  readonly outcome: (outcome: Outcome) => Promise<void>;
  readonly news: (workspace: string, product: string, news: DocumentNews) => Promise<void>;
  /** Milliseconds that changes are gathered before they become a commit. */
  readonly gathering?: number | undefined;
};

const GATHERING = 1500;

/** Milliseconds between looks at the queue when nobody woke the outbox. */
const LOOK = 500;

/** Milliseconds after which a message on the wire was left there by a process that ended: no call takes as long. */
const ABANDONED = 60_000;

/** Makes publications stand, in Slack and in the repositories. */
export function openOutbox(given: OutboxGiven) {
  const { db, clock, log, gathering = GATHERING } = given;
  const store = publicationStore(db);
  const documents = documentStore(db);
  const sender = messageSender({
    store,
    api: given.api,
    pacing: openPacing(clock),
    clock,
    log,
    outcome: given.outcome,
  });
  const writer = documentWriter({
    store: documents,
    clock,
    log,
    home: given.home,
    draw: given.draw,
    news: given.news,
  });
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;

  // On SQLite there is one process, and what is on the wire when it starts was left by the last one.
  const othersGone = (): number => (db.dialect === 'sqlite' ? clock.now() : clock.now() - ABANDONED);
  let lookedAt = clock.now();
  const lookForAbandoned = async (): Promise<void> => {
    if (clock.now() - lookedAt < ABANDONED / 2) return;
    lookedAt = clock.now();
    await sender.recover(clock.now() - ABANDONED);
  };

  const round = async (): Promise<void> => {
    let next = LOOK;
    try {
      next = Math.min(LOOK, (await sender.pump()) ?? LOOK);
      await writer.pump();
      await lookForAbandoned();
    } catch (error) {
      log.error({ err: error }, 'the outbox could not look at its queue');
    }
    running = undefined;
    if (again) return wake();
    if (!stopped) timer = setTimeout(wake, next);
  };
  const wake = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    again = running !== undefined;
    running ??= round();
  };

  return {
    publications: store,
    documents,
    /** Saves the record and its publications, all or none; they go out as soon as they are on disk. */
    async save(batch: Batch): Promise<void> {
      const now = clock.now();
      await db.atomically((q) => [
        ...(batch.once ? [once(db, batch.once, now)] : []),
        ...(batch.writes?.(q) ?? []),
        ...publish(db, batch.workspace, batch.publications ?? [], now, gathering),
      ]);
      // Files are gathered for a while anyway, and found at the next look.
      if (batch.publications?.some(({ kind }) => kind === 'message')) wake();
    },
    /** Starts sending; first what the last process left on the wire is looked for. */
    async start(): Promise<void> {
      stopped = false;
      await sender.recover(othersGone());
      wake();
    },
    wake,
    /** Takes nothing new and waits for what is on the wire. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await running;
      await sender.landed();
      await writer.landed();
    },
    /** Answers when everything that may stand now does; for tests and the demo. */
    async settled(): Promise<void> {
      do {
        wake();
        await running;
        await sender.landed();
        await writer.landed();
        await new Promise((resolve) => setTimeout(resolve, 20));
      } while (!(await store.quiet(clock.now())) || (await documents.due(clock.now() + gathering)).size > 0);
    },
  };
}
export type Outbox = ReturnType<typeof openOutbox>;
