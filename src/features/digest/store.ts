import { and, desc, eq, lte, ne } from 'drizzle-orm';
import { Conflict, changed, type Db, type Queries, type Write } from '../../db/database.ts';
import { notRemoved } from '../../slack/workspaces.ts';
import type { PostedDigest } from './digest.ts';
import type { Plan } from './plan.ts';
import { digestTables } from './table.ts';

/** The digests of one workspace. */
export const digestStore = (db: Db, workspace: string) => {
  const { digests, digestPlans } = db.use(digestTables);
  const of = (product: string) => and(eq(digests.workspace, workspace), eq(digests.product, product));
  const planOf = (product: string) =>
    and(eq(digestPlans.workspace, workspace), eq(digestPlans.product, product));
  return {
    /** `Conflict` when somebody else has posted one since the last was read. */
    add: (q: Queries, digest: PostedDigest): Write =>
      changed(
        q.insert(digests).values(digest).onConflictDoNothing().returning({ id: digests.id }),
        () => new Conflict('Somebody else asked for the digest at the same moment. It is on its way.'),
      ),
    async last(product: string): Promise<PostedDigest | undefined> {
      const [found] = await db
        .select()
        .from(digests)
        .where(of(product))
        .orderBy(desc(digests.number))
        .limit(1);
      return found;
    },
    /** The last digest of another week. */
    async lastBefore(product: string, week: string): Promise<PostedDigest | undefined> {
      const [found] = await db
        .select()
        .from(digests)
        .where(and(of(product), ne(digests.week, week)))
        .orderBy(desc(digests.number))
        .limit(1);
      return found;
    },
    async ofWeek(product: string, week: string): Promise<PostedDigest | undefined> {
      const [found] = await db
        .select()
        .from(digests)
        .where(and(of(product), eq(digests.week, week)))
        .orderBy(desc(digests.number))
        .limit(1);
      return found;
    },
    set: (q: Queries, plan: Plan): Write =>
      q
        .insert(digestPlans)
        .values(plan)
        .onConflictDoUpdate({
          target: digestPlans.product,
          set: { cron: plan.cron, nextAt: plan.nextAt, setBy: plan.setBy },
        }),
    stop: (q: Queries, product: string): Write => q.delete(digestPlans).where(planOf(product)),
    /** `Conflict` when somebody else moved it on first. */
    moveOn: (q: Queries, plan: Plan, nextAt: number): Write =>
      changed(
        q
          .update(digestPlans)
          .set({ nextAt })
          .where(and(planOf(plan.product), eq(digestPlans.nextAt, plan.nextAt)))
          .returning({ product: digestPlans.product }),
      ),
  };
};

/** The plans of every workspace whose time has come. */
export const plansDue = (db: Db, now: number): Promise<Plan[]> => {
  const { digestPlans } = db.use(digestTables);
  return db
    .select()
    .from(digestPlans)
    .where(and(lte(digestPlans.nextAt, now), notRemoved(db, digestPlans.workspace)));
};
