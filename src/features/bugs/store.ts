import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { changed, type Db, type Queries, type Write } from '../../db/database.ts';
import { type Bug, type BugRow, type HistoryRow, type ReporterRow, withReporters } from './bug.ts';
import { bugTables } from './table.ts';

/** The bugs of one workspace. */
export const bugStore = (db: Db, workspace: string) => {
  const { bugs, bugReporters, bugHistory } = db.use(bugTables);
  const own = eq(bugs.workspace, workspace);
  const flags = (bug: string): Promise<ReporterRow[]> =>
    db
      .select()
      .from(bugReporters)
      .where(and(eq(bugReporters.workspace, workspace), eq(bugReporters.bug, bug)))
      .orderBy(asc(bugReporters.at), asc(bugReporters.id));
  const one = async (rows: Promise<BugRow[]>): Promise<Bug | undefined> => {
    const [row] = await rows;
    return row && withReporters(row, await flags(row.id));
  };
  return {
    find: (id: string) =>
      one(
        db
          .select()
          .from(bugs)
          .where(and(own, eq(bugs.id, id))),
      ),
    bySource: (sourceId: string) =>
      one(
        db
          .select()
          .from(bugs)
          .where(and(own, eq(bugs.sourceId, sourceId))),
      ),
    byNumber: (product: string, number: number) =>
      one(
        db
          .select()
          .from(bugs)
          .where(and(own, eq(bugs.product, product), eq(bugs.number, number))),
      ),
    byPath: (product: string, path: string) =>
      one(
        db
          .select()
          .from(bugs)
          .where(and(own, eq(bugs.product, product), eq(bugs.path, path))),
      ),
    /** Those of one product, or of all; newest first. */
    async all(product?: string): Promise<Bug[]> {
      const rows = await db
        .select()
        .from(bugs)
        .where(and(own, ...(product === undefined ? [] : [eq(bugs.product, product)])))
        .orderBy(desc(bugs.number));
      const reporters = await db
        .select()
        .from(bugReporters)
        .where(eq(bugReporters.workspace, workspace))
        .orderBy(asc(bugReporters.at), asc(bugReporters.id));
      const byBug = Map.groupBy(reporters, (flag) => flag.bug);
      return rows.map((row) => withReporters(row, byBug.get(row.id) ?? []));
    },
    duplicatesOf: async (id: string): Promise<Bug[]> => {
      const rows = await db
        .select()
        .from(bugs)
        .where(and(own, eq(bugs.duplicateOf, id)))
        .orderBy(asc(bugs.number));
      return Promise.all(rows.map(async (row) => withReporters(row, await flags(row.id))));
    },
    history: (bug: string): Promise<HistoryRow[]> =>
      db
        .select()
        .from(bugHistory)
        .where(and(eq(bugHistory.workspace, workspace), eq(bugHistory.bug, bug)))
        .orderBy(asc(bugHistory.at), asc(bugHistory.id)),
    /** The number that the next bug of a product gets, unless somebody takes it first. */
    async nextNumber(product: string): Promise<number> {
      const [row] = await db
        .select({ next: sql<number>`coalesce(max(${bugs.number}), 0) + 1`.mapWith(Number) })
        .from(bugs)
        .where(eq(bugs.product, product));
      return row?.next ?? 1;
    },
    /** `Conflict` when the number or the source is taken already. */
    add: (q: Queries, row: BugRow): Write =>
      changed(q.insert(bugs).values(row).onConflictDoNothing().returning({ id: bugs.id })),
    /** `Conflict` when anything about it changed since it was read. */
    change: (q: Queries, bug: BugRow): Write => {
      const {
        id,
        workspace: _workspace,
        product: _product,
        number: _number,
        path: _path,
        ...rest
      } = rowOf(bug);
      return changed(
        q
          .update(bugs)
          .set({ ...rest, changes: sql`${bugs.changes} + 1` })
          .where(and(own, eq(bugs.id, id), eq(bugs.changes, bug.changes)))
          .returning({ id: bugs.id }),
      );
    },
    /** Nothing happens when the person flagged it this way already. */
    flag: (q: Queries, flag: ReporterRow): Write => q.insert(bugReporters).values(flag).onConflictDoNothing(),
    unflag: (q: Queries, flag: Pick<ReporterRow, 'id'>): Write =>
      q.delete(bugReporters).where(and(eq(bugReporters.workspace, workspace), eq(bugReporters.id, flag.id))),
    answer: (q: Queries, bug: string, person: string, solved: ReporterRow['solved']): Write =>
      q
        .update(bugReporters)
        .set({ solved })
        .where(
          and(
            eq(bugReporters.workspace, workspace),
            eq(bugReporters.bug, bug),
            eq(bugReporters.person, person),
          ),
        ),
    /** Forgets what everybody answered, because it is asked again. */
    askAgain: (q: Queries, bug: string): Write =>
      q
        .update(bugReporters)
        .set({ solved: null })
        .where(and(eq(bugReporters.workspace, workspace), eq(bugReporters.bug, bug))),
    tell: (q: Queries, event: Omit<HistoryRow, 'id' | 'workspace'>): Write =>
      q.insert(bugHistory).values({ ...event, id: randomUUID(), workspace }),
  };
};

const rowOf = (bug: BugRow & { flags?: unknown; reporters?: unknown }): BugRow => {
  const { flags: _flags, reporters: _reporters, ...row } = bug;
  return row;
};
