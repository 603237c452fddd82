import { and, eq } from 'drizzle-orm';
import cron, { type ScheduledTask } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import type { Log } from '../log.ts';
import { jobTables } from './table.ts';
import { nextAfter } from './when.ts';

/** Work that the clock starts. It is an entry point like any other: it only starts use cases. */
export type Job = {
  readonly name: string;
  /** A cron expression. */
  readonly cron: string;
  /** An IANA name; UTC when left out. */
  readonly timezone?: string;
  readonly run: () => Promise<void>;
};

/** Seconds between looks at what is due. */
const TICK = '*/5 * * * * *';
/** Milliseconds after the start before the clock is looked at. */
const BREATH = 500;

/**
 * Runs jobs at their times. The next run of each is kept in the database and taken by exactly one process; a run that
 * was missed while nothing was running is made up for once.
 */
export function openJobs(given: { db: Db; clock: Clock; log: Log; jobs: readonly Job[] }) {
  const { db, clock, log } = given;
  const { jobs } = db.use(jobTables);
  const running = new Set<string>();
  let ticker: ScheduledTask | undefined;
  let starting: NodeJS.Timeout | undefined;

  const next = (job: Job): number =>
    nextAfter({ cron: job.cron, timezone: job.timezone ?? 'UTC' }, clock.now());

  /** Moves the next run on; true for the one process that did. */
  const taken = async (job: Job): Promise<boolean> => {
    const [row] = await db.select().from(jobs).where(eq(jobs.name, job.name));
    if (!row) {
      await db
        .insert(jobs)
        .values({ name: job.name, nextAt: next(job) })
        .onConflictDoNothing();
      return false;
    }
    if (row.nextAt > clock.now()) return false;
    const moved = await db
      .update(jobs)
      .set({ nextAt: next(job), lastAt: clock.now() })
      .where(and(eq(jobs.name, job.name), eq(jobs.nextAt, row.nextAt)))
      .returning({ name: jobs.name });
    return moved.length > 0;
  };
  const run = async (job: Job): Promise<void> => {
    if (running.has(job.name)) return;
    running.add(job.name);
    try {
      if (!(await taken(job))) return;
      await job.run();
      await db.update(jobs).set({ error: null }).where(eq(jobs.name, job.name));
    } catch (error) {
      log.error({ err: error, job: job.name }, 'a job failed; it runs again at its next time');
      await db
        .update(jobs)
        .set({ error: String(error) })
        .where(eq(jobs.name, job.name));
    } finally {
      running.delete(job.name);
    }
  };
  const tick = async (): Promise<void> => {
    for (const job of given.jobs) await run(job);
  };

  return {
    /** Runs what is due now; the clock calls it every few seconds, tests call it by hand. */
    tick,
    /** Starts a moment later: whoever waits for Herald to be ready comes first. */
    start(): void {
      starting = setTimeout(() => {
        ticker = cron.schedule(
          TICK,
          () =>
            tick().catch((error: unknown) => log.error({ err: error }, 'the jobs could not be looked at')),
          { name: 'herald', noOverlap: true, suppressMissedWarning: true },
        );
      }, BREATH);
    },
    async stop(): Promise<void> {
      clearTimeout(starting);
      await ticker?.destroy();
      while (running.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
}
export type Jobs = ReturnType<typeof openJobs>;
