import { and, asc, count, eq, inArray, isNull, lte, ne, sql } from 'drizzle-orm';
import { changed, type Db, type Queries, type Write } from '../db/database.ts';
import { outboxTables } from './table.ts';

export type DocumentRow = ReturnType<typeof outboxTables>['documents']['$inferSelect'];

/** A file of a commit that was begun: what it makes of the file, and the `wanted` that this answers. */
export type BegunRow = DocumentRow & { readonly operation: string; readonly begun: number };

/** Queries over publications that are files. */
export const documentStore = (db: Db) => {
  const { documents, sections } = db.use(outboxTables);
  const stale = and(ne(documents.wanted, documents.standing), isNull(documents.refusal));
  return {
    /** Products with a file whose time to be written has come, with all their stale files. */
    async due(now: number): Promise<Map<string, DocumentRow[]>> {
      const ripe = await db
        .selectDistinct({ product: documents.product })
        .from(documents)
        .where(and(stale, lte(documents.dueAt, now)));
      if (ripe.length === 0) return new Map();
      const rows = await db
        .select()
        .from(documents)
        .where(
          and(
            stale,
            inArray(
              documents.product,
              ripe.map((row) => row.product),
            ),
          ),
        )
        .orderBy(asc(documents.path));
      return Map.groupBy(rows, (row) => row.product);
    },
    async waiting(): Promise<DocumentRow[]> {
      return db.select().from(documents).where(stale).orderBy(asc(documents.staleSince));
    },
    /** How many wait. */
    async depth(): Promise<number> {
      const [row] = await db.select({ n: count() }).from(documents).where(stale);
      return row?.n ?? 0;
    },
    async ofProduct(product: string): Promise<DocumentRow[]> {
      return db.select().from(documents).where(eq(documents.product, product)).orderBy(asc(documents.path));
    },
    /** What Herald last wrote in one file, by section. */
    async bases(product: string, path: string): Promise<Map<string, string>> {
      const rows = await db
        .select()
        .from(sections)
        .where(and(eq(sections.product, product), eq(sections.path, path)));
      return new Map(rows.map((row) => [row.section, row.base]));
    },
    /** Names the commit, and keeps what it is made of, before it is made. */
    async begin(batch: readonly BegunRow[]): Promise<void> {
      await db.atomically((q) =>
        batch.map(
          ({ id, operation, drawn, begun }): Write =>
            q.update(documents).set({ operation, drawn, begun }).where(eq(documents.id, id)),
        ),
      );
    },
    /** They stand as of what was wanted when the commit was made, with the new bases. */
    async stood(
      rows: readonly BegunRow[],
      commit: string | undefined,
      bases: readonly { product: string; path: string; section: string; base: string }[],
    ): Promise<void> {
      await db.atomically((q) => [
        // A commit to a place that was left meanwhile says nothing about the new place.
        ...rows.map(
          (row): Write =>
            changed(
              q
                .update(documents)
                .set({
                  standing: row.begun,
                  operation: null,
                  drawn: null,
                  begun: null,
                  attempts: 0,
                  ...(commit ? { commit } : {}),
                })
                .where(and(eq(documents.id, row.id), eq(documents.operation, row.operation)))
                .returning({ id: documents.id }),
            ),
        ),
        ...bases.map(
          (made): Write =>
            q
              .insert(sections)
              .values({ id: `${made.product}:${made.path}:${made.section}`, ...made })
              .onConflictDoUpdate({ target: sections.id, set: { base: made.base } }),
        ),
      ]);
    },
    /** All that is stale of a product waits, also what became stale after a commit was begun. */
    async later(product: string, dueAt: number): Promise<void> {
      await db
        .update(documents)
        .set({ dueAt, attempts: sql`${documents.attempts} + 1` })
        .where(and(eq(documents.product, product), stale));
    },
    async refuse(row: DocumentRow, refusal: string): Promise<void> {
      await db
        .update(documents)
        .set({ refusal, operation: null, drawn: null, begun: null })
        .where(eq(documents.id, row.id));
    },
    /** The product's files go to another place: what stood in the old one says nothing about the new one. */
    restart: (q: Queries, product: string, now: number): Write[] => [
      q.delete(sections).where(eq(sections.product, product)),
      q
        .update(documents)
        .set({
          wanted: sql`${documents.wanted} + 1`,
          operation: null,
          drawn: null,
          begun: null,
          refusal: null,
          attempts: 0,
          staleSince: now,
          dueAt: now,
        })
        .where(eq(documents.product, product)),
    ],
    /** Lets Herald try again with what it left alone. */
    async forgive(product: string, now: number): Promise<void> {
      await db
        .update(documents)
        .set({ refusal: null, dueAt: now, attempts: 0 })
        .where(eq(documents.product, product));
    },
  };
};
export type DocumentStore = ReturnType<typeof documentStore>;
