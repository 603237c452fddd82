import { and, eq, isNull, sql } from 'drizzle-orm';
import {
  Conflict,
  changed,
  type Db,
  Hot,
  type Prepared,
  type Queries,
  type Write,
} from '../../db/database.ts';
import { Refused } from '../../slack/errors.ts';
import { randomKey } from './store.ts';
import { surveyTables } from './table.ts';

const p = sql.placeholder;

type Token = { token: string; takenAt: number | null };
const prepared = new WeakMap<Db, Prepared<Token>>();

function findOf(db: Db): Prepared<Token> {
  const known = prepared.get(db);
  if (known) return known;
  const { surveyTokens: tokens } = db.use(surveyTables);
  const made = db.prepared<Token>('survey_tokens.find', (q) =>
    q
      .select({ token: tokens.token, takenAt: tokens.takenAt })
      .from(tokens)
      .where(
        and(
          eq(tokens.workspace, p('workspace')),
          eq(tokens.survey, p('survey')),
          eq(tokens.token, p('token')),
        ),
      ),
  );
  prepared.set(db, made);
  return made;
}

export const BEING_KEPT =
  'Your answers are being kept at this moment. If this stays open, send them again in ten seconds.';

/** Who has answered an anonymous survey, as tokens that say nothing without its salt. */
export const tokenStore = (db: Db, workspace: string) => {
  const { surveyTokens: tokens } = db.use(surveyTables);
  const find = findOf(db);
  const of = (survey: string) => and(eq(tokens.workspace, workspace), eq(tokens.survey, survey));
  return {
    find: async (survey: string, token: string): Promise<Token | undefined> =>
      (await find.execute({ workspace, survey, token }))[0],
    /** Those whose answers are kept. */
    finished: async (survey: string): Promise<Set<string>> => {
      const rows = await db
        .select({ token: tokens.token })
        .from(tokens)
        .where(and(of(survey), isNull(tokens.takenAt)));
      return new Set(rows.map((row) => row.token));
    },
    /** Marks that an answer is about to be kept; `Conflict` when there is a mark already. */
    take: (survey: string, token: string, now: number): Write =>
      new Hot(
        'survey_tokens.take',
        (q) =>
          q
            .insert(tokens)
            .values({
              id: p('id'),
              workspace: p('workspace'),
              survey: p('survey'),
              token: p('token'),
              takenAt: p('takenAt'),
            })
            .onConflictDoNothing()
            .returning({ id: tokens.id }),
        { id: randomKey(), workspace, survey, token, takenAt: now },
        () => new Conflict(),
      ),
    /** Goes on where another process stopped; refuses when somebody else does. */
    takeOver: (q: Queries, survey: string, token: string, before: number, now: number): Write =>
      changed(
        q
          .update(tokens)
          .set({ takenAt: now })
          .where(and(of(survey), eq(tokens.token, token), eq(tokens.takenAt, before)))
          .returning({ id: tokens.id }),
        () => new Refused(BEING_KEPT),
      ),
    /** Marks that the answer is kept. */
    finish: (q: Queries, survey: string, token: string): Write =>
      q
        .update(tokens)
        .set({ takenAt: null })
        .where(and(of(survey), eq(tokens.token, token))),
    forget: (q: Queries, survey: string): Write => q.delete(tokens).where(of(survey)),
  };
};
