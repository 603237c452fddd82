import { and, desc, eq, gte, type SQL, sql } from 'drizzle-orm';
import { changed, type Db, Hot, type Queries, Repeated, type Write } from '../../db/database.ts';
import type { FeedbackItem } from './feedback.ts';
import { feedbackTables } from './table.ts';

const p = sql.placeholder;

/** Which feedback is wanted: all of a product, or of one release, or since a moment. */
export type Wanted = { readonly release?: string; readonly since?: number };

/** The feedback of one workspace. */
export const feedbackStore = (db: Db, workspace: string) => {
  const { feedback } = db.use(feedbackTables);
  const own = eq(feedback.workspace, workspace);
  const from = (sourceId: string): SQL | undefined => and(own, eq(feedback.sourceId, sourceId));
  return {
    /** `Repeated` when the same message or act was kept before. */
    add: (item: FeedbackItem): Write =>
      new Hot(
        'feedback.insert',
        (q) =>
          q
            .insert(feedback)
            .values({
              id: p('id'),
              workspace: p('workspace'),
              product: p('product'),
              release: p('release'),
              person: p('person'),
              speaker: p('speaker'),
              text: p('text'),
              about: p('about'),
              source: p('source'),
              sourceId: p('sourceId'),
              link: p('link'),
              quotable: p('quotable'),
              createdAt: p('createdAt'),
            })
            .onConflictDoNothing(),
        { ...item },
        () => new Repeated(item.sourceId),
      ),
    /** Newest first. */
    of: (product: string, { release, since }: Wanted): Promise<FeedbackItem[]> =>
      db
        .select()
        .from(feedback)
        .where(
          and(
            own,
            eq(feedback.product, product),
            ...(release === undefined ? [] : [eq(feedback.release, release)]),
            ...(since === undefined ? [] : [gte(feedback.createdAt, since)]),
          ),
        )
        .orderBy(desc(feedback.createdAt)),
    async bySource(sourceId: string): Promise<FeedbackItem | undefined> {
      const [found] = await db.select().from(feedback).where(from(sourceId));
      return found;
    },
    edit: (q: Queries, sourceId: string, text: string): Write =>
      changed(q.update(feedback).set({ text }).where(from(sourceId)).returning({ id: feedback.id })),
    remove: (q: Queries, sourceId: string): Write => q.delete(feedback).where(from(sourceId)),
  };
};
