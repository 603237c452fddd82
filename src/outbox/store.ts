import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  like,
  lte,
  ne,
  or,
  sql,
} from 'drizzle-orm';
import type { Db, Queries, Write } from '../db/database.ts';
import { outboxTables } from './table.ts';

export type PublicationRow = ReturnType<typeof outboxTables>['publications']['$inferSelect'];

/** How far a group of publications has come, with the failures in the order they were wanted. */
export type GroupProgress = {
  readonly standing: number;
  readonly failed: number;
  readonly left: number;
  readonly failures: readonly {
    readonly key: string;
    readonly destination: string;
    readonly reason: string;
  }[];
};

/** Queries over publications that are messages. */
export const publicationStore = (db: Db) => {
  const { publications } = db.use(outboxTables);
  const byId = (id: string) => eq(publications.id, id);
  /** As whoever took the row left it: what another process took over or finished is not touched. */
  const as = (row: PublicationRow) =>
    and(
      byId(row.id),
      eq(publications.state, row.state),
      row.sentAt === null ? isNull(publications.sentAt) : eq(publications.sentAt, row.sentAt),
    );
  return {
    /** Workspaces with something to send now. */
    async workspacesDue(now: number): Promise<string[]> {
      const rows = await db
        .selectDistinct({ workspace: publications.workspace })
        .from(publications)
        .where(and(eq(publications.state, 'pending'), lte(publications.dueAt, now)));
      return rows.map((row) => row.workspace);
    },
    /** The next to send: urgent ones first, then in the order of arrival. */
    due: (workspace: string, now: number, most: number): Promise<PublicationRow[]> =>
      db
        .select()
        .from(publications)
        .where(
          and(
            eq(publications.workspace, workspace),
            eq(publications.state, 'pending'),
            lte(publications.dueAt, now),
          ),
        )
        .orderBy(desc(publications.urgent), asc(publications.place))
        .limit(most),
    /** Destinations where an earlier message waits for another try: later ones wait behind it. */
    async held(workspace: string, now: number): Promise<Map<string, number>> {
      const rows = await db
        .select({
          destination: publications.destination,
          place: sql<number>`min(${publications.place})`.mapWith(Number),
        })
        .from(publications)
        .where(
          and(
            eq(publications.workspace, workspace),
            eq(publications.state, 'pending'),
            isNotNull(publications.error),
            gt(publications.dueAt, now),
          ),
        )
        .groupBy(publications.destination);
      return new Map(rows.map((row) => [row.destination, row.place]));
    },
    async byKey(workspace: string, key: string): Promise<PublicationRow | undefined> {
      const [row] = await db
        .select()
        .from(publications)
        .where(and(eq(publications.workspace, workspace), eq(publications.key, key)));
      return row;
    },
    /** The publication that stands as this message. */
    async at(workspace: string, channel: string, ts: string): Promise<PublicationRow | undefined> {
      const [row] = await db
        .select()
        .from(publications)
        .where(
          and(
            eq(publications.workspace, workspace),
            eq(publications.channel, channel),
            eq(publications.ts, ts),
          ),
        );
      return row;
    },
    /** On the wire since `before` (milliseconds) or longer, and not looked for since then. */
    sending: (before: number): Promise<PublicationRow[]> =>
      db
        .select()
        .from(publications)
        .where(
          and(
            eq(publications.state, 'sending'),
            lte(publications.sentAt, before),
            or(isNull(publications.lookedAt), lte(publications.lookedAt, before)),
          ),
        ),
    /** Takes a row whose outcome is not known, to look for it; undefined when somebody else looks or it is known. */
    async look(row: PublicationRow, now: number): Promise<PublicationRow | undefined> {
      const [looked] = await db
        .update(publications)
        .set({ lookedAt: now })
        .where(
          and(
            as(row),
            row.lookedAt === null ? isNull(publications.lookedAt) : eq(publications.lookedAt, row.lookedAt),
          ),
        )
        .returning();
      return looked && { ...row, lookedAt: now };
    },
    /** Takes a row for sending; undefined when it was taken, changed or finished meanwhile. */
    async claim(row: PublicationRow, now: number): Promise<PublicationRow | undefined> {
      const [claimed] = await db
        .update(publications)
        .set({ state: 'sending', sentAt: now, lookedAt: null })
        .where(and(byId(row.id), eq(publications.state, 'pending'), eq(publications.wanted, row.wanted)))
        .returning({ id: publications.id });
      return claimed && { ...row, state: 'sending', sentAt: now, lookedAt: null };
    },
    /** It stands; if something newer was wanted meanwhile, that is sent next. False when it was taken over. */
    async stood(row: PublicationRow, at: { channel: string; ts: string }): Promise<boolean> {
      const rows = await db
        .update(publications)
        .set({
          ...at,
          standing: row.wanted,
          attempts: 0,
          failingSince: null,
          error: null,
          state: sql`case when ${publications.wanted} = ${row.wanted} then 'standing' else 'pending' end`,
        })
        .where(as(row))
        .returning({ id: publications.id });
      return rows.length > 0;
    },
    /** To be sent again; `failedAt` when this try counts as a failure. */
    async retry(row: PublicationRow, dueAt: number, error: string, failedAt?: number): Promise<void> {
      const counted = failedAt !== undefined && {
        attempts: row.attempts + 1,
        failingSince: row.failingSince ?? failedAt,
      };
      await db
        .update(publications)
        .set({ state: 'pending', dueAt, error, ...counted })
        .where(as(row));
    },
    /** False when it was taken over meanwhile. */
    async failed(row: PublicationRow, error: string): Promise<boolean> {
      const rows = await db
        .update(publications)
        .set({ state: 'failed', error, attempts: row.attempts + 1 })
        .where(as(row))
        .returning({ id: publications.id });
      return rows.length > 0;
    },
    /** Tries again what failed for good, of the keys that begin so. */
    revive: (q: Queries, workspace: string, prefix: string, now: number): Write =>
      q
        .update(publications)
        .set({ state: 'pending', attempts: 0, error: null, dueAt: now })
        .where(
          and(
            eq(publications.workspace, workspace),
            eq(publications.state, 'failed'),
            like(publications.key, `${prefix}%`),
          ),
        ),
    async progress(workspace: string, group: string): Promise<GroupProgress> {
      const inGroup = and(eq(publications.workspace, workspace), eq(publications.group, group));
      const rows = await db
        .select({
          state: publications.state,
          posted: sql<boolean>`${publications.ts} is not null`,
          n: count(),
        })
        .from(publications)
        .where(inGroup)
        .groupBy(publications.state, sql`${publications.ts} is not null`);
      const sum = (wanted: (row: (typeof rows)[number]) => boolean) =>
        rows.filter(wanted).reduce((total, row) => total + row.n, 0);
      const failures = await db
        .select()
        .from(publications)
        .where(and(inGroup, eq(publications.state, 'failed')))
        .orderBy(asc(publications.place))
        .limit(50);
      return {
        standing: sum((row) => row.state !== 'failed' && Boolean(row.posted)),
        failed: sum((row) => row.state === 'failed'),
        left: sum((row) => row.state !== 'failed' && !row.posted),
        failures: failures.map((row) => ({
          key: row.key,
          destination: row.destination,
          reason: row.error ?? 'Slack gave no reason.',
        })),
      };
    },
    /** Whether anything of a group is still to be posted. */
    async anyLeft(workspace: string, group: string): Promise<boolean> {
      const rows = await db
        .select({ id: publications.id })
        .from(publications)
        .where(
          and(
            eq(publications.workspace, workspace),
            eq(publications.group, group),
            inArray(publications.state, ['pending', 'sending']),
            isNull(publications.ts),
          ),
        )
        .limit(1);
      return rows.length > 0;
    },
    /** What was sent or failed in a group: each key with its destination and whether it stands. */
    inGroup: (workspace: string, group: string): Promise<PublicationRow[]> =>
      db
        .select()
        .from(publications)
        .where(and(eq(publications.workspace, workspace), eq(publications.group, group)))
        .orderBy(asc(publications.place)),
    /** How many wait, and since when the oldest does. */
    async depth(): Promise<{ waiting: number; oldest: number | undefined }> {
      const [row] = await db
        .select({ n: count(), oldest: sql<number | null>`min(${publications.place})` })
        .from(publications)
        .where(inArray(publications.state, ['pending', 'sending']));
      return { waiting: row?.n ?? 0, oldest: row?.oldest ? Number(row.oldest) / 1000 : undefined };
    },
    /** Whether anything can be sent at this moment. */
    async quiet(now: number): Promise<boolean> {
      const [row] = await db
        .select({ n: count() })
        .from(publications)
        .where(
          and(
            inArray(publications.state, ['pending', 'sending']),
            lte(publications.dueAt, now),
            ne(publications.destination, ''),
          ),
        );
      return (row?.n ?? 0) === 0;
    },
  };
};
export type PublicationStore = ReturnType<typeof publicationStore>;
