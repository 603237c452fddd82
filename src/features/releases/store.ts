import { and, desc, eq, sql } from 'drizzle-orm';
import { changed, type Db, type Queries, type Write } from '../../db/database.ts';
import { isOpen, type Release } from './release.ts';
import { releaseTables } from './table.ts';

/** The releases of one workspace. */
export const releaseStore = (db: Db, workspace: string) => {
  const { releases } = db.use(releaseTables);
  const own = eq(releases.workspace, workspace);
  const all = (product: string): Promise<Release[]> =>
    db
      .select()
      .from(releases)
      .where(and(own, eq(releases.product, product)))
      .orderBy(desc(releases.createdAt));
  return {
    all,
    async find(id: string): Promise<Release | undefined> {
      const [found] = await db
        .select()
        .from(releases)
        .where(and(own, eq(releases.id, id)));
      return found;
    },
    /** Two versions that differ only in case are one. */
    async byVersion(product: string, version: string): Promise<Release | undefined> {
      const [found] = await db
        .select()
        .from(releases)
        .where(
          and(own, eq(releases.product, product), eq(sql`lower(${releases.version})`, version.toLowerCase())),
        );
      return found;
    },
    /** The newest that people still work on. */
    newestOpen: async (product: string): Promise<Release | undefined> => (await all(product)).find(isOpen),
    /** `Conflict` when the product has this version already. */
    add: (q: Queries, release: Release): Write =>
      changed(q.insert(releases).values(release).onConflictDoNothing().returning({ id: releases.id })),
    /** `Conflict` when somebody else changed it since it was read. */
    change: (q: Queries, release: Release): Write =>
      changed(
        q
          .update(releases)
          .set({ ...release, changes: sql`${releases.changes} + 1` })
          .where(and(own, eq(releases.id, release.id), eq(releases.changes, release.changes)))
          .returning({ id: releases.id }),
      ),
  };
};
