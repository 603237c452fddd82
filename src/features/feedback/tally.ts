import { and, count, desc, eq, gt, isNotNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/database.ts';
import type { FeedbackItem } from './feedback.ts';
import { feedbackTables } from './table.ts';

/** How many pieces of feedback are alike in everything that is counted. */
export type FeedbackCount = Pick<FeedbackItem, 'release' | 'source' | 'about' | 'quotable'> & {
  readonly count: number;
};

/** How much was said about a product, without a word of it. */
export type FeedbackTally = {
  readonly counts: readonly FeedbackCount[];
  /** How many people said something, by release; who stays anonymous is not among them. */
  readonly people: ReadonlyMap<string, number>;
};

/** What may be quoted, without a name. */
export type QuotableFeedback = Pick<FeedbackItem, 'release' | 'about' | 'text'>;

/** Counts of one product's feedback, made by the database from its indexes: however much there is, no text is read. */
export const feedbackTallies = (db: Db, workspace: string, product: string) => {
  const { feedback } = db.use(feedbackTables);
  const { release, source, about, quotable, person, text, createdAt } = feedback;
  const own = and(eq(feedback.workspace, workspace), eq(feedback.product, product));
  // Said as the index of what may be quoted says it, so that it serves.
  const mayBeQuoted: SQL = sql`${quotable}`;
  return {
    async tally(): Promise<FeedbackTally> {
      // In the order of the index: what each person said of each kind, so that little is left to sort.
      const each = db
        .select({ release, person, source, about, quotable, n: count().as('n') })
        .from(feedback)
        .where(own)
        .groupBy(release, person, source, about, quotable)
        .as('each');
      const kinds = {
        release: each.release,
        source: each.source,
        about: each.about,
        quotable: each.quotable,
      };
      const said = db
        .selectDistinct({ release, person })
        .from(feedback)
        .where(and(own, isNotNull(release), isNotNull(person)))
        .as('said');
      const [counts, people] = await Promise.all([
        db
          .select({ ...kinds, count: sql`sum(${each.n})`.mapWith(Number) })
          .from(each)
          .groupBy(each.release, each.source, each.about, each.quotable),
        db.select({ release: said.release, count: count() }).from(said).groupBy(said.release),
      ]);
      return { counts, people: new Map(people.map((row) => [row.release ?? '', row.count])) };
    },
    /** Pieces kept after a moment, in milliseconds since 1970. */
    async since(at: number): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(feedback)
        .where(and(own, gt(createdAt, at)));
      return row?.count ?? 0;
    },
    /** What was kept after a moment and may be quoted, newest first. */
    quotableSince: (at: number): Promise<QuotableFeedback[]> =>
      db
        .select({ release, about, text })
        .from(feedback)
        .where(and(own, mayBeQuoted, gt(createdAt, at)))
        .orderBy(desc(createdAt)),
    /** The newest of each release and subject that may be quoted, at most so many of each, newest first. */
    quotable(most: number): Promise<QuotableFeedback[]> {
      const place = sql<number>`row_number() over (partition by ${release}, ${about} order by ${createdAt} desc)`;
      const ranked = db
        .select({ release, about, text, createdAt, place: place.as('place') })
        .from(feedback)
        .where(and(own, mayBeQuoted))
        .as('ranked');
      return db
        .select({ release: ranked.release, about: ranked.about, text: ranked.text })
        .from(ranked)
        .where(lte(ranked.place, most))
        .orderBy(desc(ranked.createdAt));
    },
  };
};
