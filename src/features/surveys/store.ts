import { randomInt } from 'node:crypto';
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, max, ne, sql } from 'drizzle-orm';
import { changed, type Db, type Queries, type Write } from '../../db/database.ts';
import { notRemoved } from '../../slack/workspaces.ts';
import type { Asked, NewSurvey, Nudge, Survey, SurveySettings } from './survey.ts';
import { surveyTables } from './table.ts';

/** A key that says nothing about when its row was made: 47 random bits. */
export const randomKey = (): number => randomInt(2 ** 47);

/** The surveys of one workspace. */
export const surveyStore = (db: Db, workspace: string) => {
  const { surveys, surveyAsked: asked, surveyDrafts: drafts, surveyNudges: nudges } = db.use(surveyTables);
  const own = eq(surveys.workspace, workspace);
  const inProduct = (product: string) => and(own, eq(surveys.product, product));
  const asks = (survey: string) => and(eq(asked.workspace, workspace), eq(asked.survey, survey));
  return {
    /** Newest first. */
    all: (product: string): Promise<Survey[]> =>
      db.select().from(surveys).where(inProduct(product)).orderBy(desc(surveys.number)),
    async find(id: string): Promise<Survey | undefined> {
      const [found] = await db
        .select()
        .from(surveys)
        .where(and(own, eq(surveys.id, id)));
      return found;
    },
    async byNumber(product: string, number: number): Promise<Survey | undefined> {
      const [found] = await db
        .select()
        .from(surveys)
        .where(and(inProduct(product), eq(surveys.number, number)));
      return found;
    },
    async newest(product: string): Promise<Survey | undefined> {
      const [found] = await db
        .select()
        .from(surveys)
        .where(inProduct(product))
        .orderBy(desc(surveys.number))
        .limit(1);
      return found;
    },
    /** The number is taken in the insert itself, so that there are no gaps. */
    add: (q: Queries, survey: NewSurvey): Write =>
      q.insert(surveys).values({
        ...survey,
        number: sql<number>`(select coalesce(max(number), 0) + 1 from surveys where product = ${survey.product})`,
      }),
    /** `Conflict` when it is closed already. */
    close: (q: Queries, id: string, now: number): Write =>
      changed(
        q
          .update(surveys)
          .set({ state: 'closed', closedAt: now, salt: null })
          .where(and(own, eq(surveys.id, id), eq(surveys.state, 'open')))
          .returning({ id: surveys.id }),
      ),
    /** `Conflict` when it is paused already. */
    pause: (q: Queries, id: string, now: number): Write =>
      changed(
        q
          .update(surveys)
          .set({ pausedAt: now })
          .where(and(own, eq(surveys.id, id), isNull(surveys.pausedAt)))
          .returning({ id: surveys.id }),
      ),
    set: (q: Queries, id: string, values: Partial<Pick<Survey, 'shared' | 'shownAnswered'>>): Write =>
      q
        .update(surveys)
        .set(values)
        .where(and(own, eq(surveys.id, id))),
    /** Marks that its first message went out. */
    started: (q: Queries, id: string, now: number): Write =>
      q
        .update(surveys)
        .set({ sentAt: now })
        .where(and(own, eq(surveys.id, id), isNull(surveys.sentAt))),
    /** `Conflict` when its people were reminded already. */
    reminded: (q: Queries, id: string, now: number): Write =>
      changed(
        q
          .update(surveys)
          .set({ remindedAt: now })
          .where(and(own, eq(surveys.id, id), eq(surveys.state, 'open'), isNull(surveys.remindedAt)))
          .returning({ id: surveys.id }),
      ),

    ask: (q: Queries, rows: readonly Asked[]): Write[] => rows.map((row) => q.insert(asked).values(row)),
    /** Whom it asks: channels and people, in a steady order. */
    asked: (survey: string, most = 100_000): Promise<Asked[]> =>
      db.select().from(asked).where(asks(survey)).orderBy(asc(asked.id)).limit(most),
    /** When each of these people was last asked by name, those never asked left out. */
    async lastAsked(people: readonly string[], since: number): Promise<Map<string, number>> {
      if (people.length === 0) return new Map();
      const rows = await db
        .select({ person: asked.person, at: max(asked.sendAt) })
        .from(asked)
        .where(
          and(
            eq(asked.workspace, workspace),
            inArray(asked.person, [...people]),
            sql`${asked.sendAt} > ${since}`,
          ),
        )
        .groupBy(asked.person);
      return new Map(rows.map((row) => [row.person ?? '', Number(row.at)]));
    },
    /** Marks a message as sent; `Conflict` when another process did. */
    sent: (q: Queries, id: string, now: number): Write =>
      changed(
        q
          .update(asked)
          .set({ sentAt: now })
          .where(and(eq(asked.workspace, workspace), eq(asked.id, id), isNull(asked.sentAt)))
          .returning({ id: asked.id }),
      ),
    /** Marks that a message cannot stand, and counts its person out; `Conflict` when that is known. */
    failed: (q: Queries, row: Asked, reason: string): Write[] => [
      changed(
        q
          .update(asked)
          .set({ failed: reason })
          .where(and(eq(asked.workspace, workspace), eq(asked.id, row.id), isNull(asked.failed)))
          .returning({ id: asked.id }),
      ),
      q
        .update(surveys)
        .set({ asked: sql`${surveys.asked} - ${row.person === null ? 0 : 1}` })
        .where(and(own, eq(surveys.id, row.survey))),
    ],
    /** Open surveys that this person is asked by name. */
    async openFor(person: string): Promise<Survey[]> {
      const rows = await db
        .select({ survey: surveys })
        .from(asked)
        .innerJoin(surveys, eq(asked.survey, surveys.id))
        .where(
          and(
            eq(asked.workspace, workspace),
            eq(asked.person, person),
            isNotNull(asked.sentAt),
            eq(surveys.state, 'open'),
          ),
        )
        .orderBy(desc(surveys.createdAt));
      return rows.map((row) => row.survey);
    },

    nudges: (survey: string): Promise<Nudge[]> =>
      db
        .select()
        .from(nudges)
        .where(and(eq(nudges.workspace, workspace), eq(nudges.survey, survey))),
    /** "Later" once more moves the moment. */
    later: (q: Queries, nudge: Nudge): Write =>
      q
        .insert(nudges)
        .values(nudge)
        .onConflictDoUpdate({
          target: [nudges.survey, nudges.person, nudges.kind],
          set: { dueAt: nudge.dueAt, sentAt: null },
        }),
    /** A person's one reminder; nothing happens when it was sent. */
    remind: (q: Queries, nudge: Nudge): Write => q.insert(nudges).values(nudge).onConflictDoNothing(),
    /** `Conflict` when another process sent it. */
    nudged: (q: Queries, nudge: Nudge, now: number): Write =>
      changed(
        q
          .update(nudges)
          .set({ sentAt: now })
          .where(and(eq(nudges.workspace, workspace), eq(nudges.id, nudge.id), isNull(nudges.sentAt)))
          .returning({ id: nudges.id }),
      ),

    keepDraft: async (draft: {
      id: string;
      product: string;
      author: string;
      settings: SurveySettings;
      createdAt: number;
    }): Promise<void> => {
      await db
        .insert(drafts)
        .values({ ...draft, workspace })
        .onConflictDoUpdate({ target: drafts.id, set: { settings: draft.settings } });
    },
    async draft(id: string) {
      const [found] = await db
        .select()
        .from(drafts)
        .where(and(eq(drafts.workspace, workspace), eq(drafts.id, id)));
      return found;
    },
  };
};
export type SurveyStore = ReturnType<typeof surveyStore>;

/** What the clock asks for, over all workspaces. */
export const dueSurveys = (db: Db) => {
  const { surveys, surveyAsked: asked, surveyDrafts: drafts, surveyNudges: nudges } = db.use(surveyTables);
  const open = and(eq(surveys.state, 'open'), notRemoved(db, surveys.workspace));
  const active = and(open, isNull(surveys.pausedAt));
  return {
    closing: (now: number): Promise<Survey[]> =>
      db
        .select()
        .from(surveys)
        .where(and(open, lte(surveys.closesAt, now))),
    reminding: (now: number): Promise<Survey[]> =>
      db
        .select()
        .from(surveys)
        .where(and(active, isNull(surveys.remindedAt), lte(surveys.remindAt, now))),
    sending: (now: number, most: number): Promise<{ asked: Asked; survey: Survey }[]> =>
      db
        .select({ asked, survey: surveys })
        .from(asked)
        .innerJoin(surveys, eq(asked.survey, surveys.id))
        .where(and(active, isNull(asked.sentAt), isNull(asked.failed), lte(asked.sendAt, now)))
        .orderBy(asc(asked.sendAt))
        .limit(most),
    nudging: (now: number, most: number): Promise<{ nudge: Nudge; survey: Survey }[]> =>
      db
        .select({ nudge: nudges, survey: surveys })
        .from(nudges)
        .innerJoin(surveys, eq(nudges.survey, surveys.id))
        .where(and(active, isNull(nudges.sentAt), lte(nudges.dueAt, now)))
        .orderBy(asc(nudges.dueAt))
        .limit(most),
    /** Those about a release that stood when it was last looked at. */
    aboutReleases: (): Promise<Survey[]> =>
      db
        .select()
        .from(surveys)
        .where(and(active, isNotNull(surveys.release))),
    /** Those whose messages show an older count. */
    stale: (): Promise<Survey[]> =>
      db
        .select()
        .from(surveys)
        .where(and(open, ne(surveys.answered, surveys.shownAnswered))),
    async forgetDrafts(before: number): Promise<void> {
      await db.delete(drafts).where(lt(drafts.createdAt, before));
    },
  };
};
