import { and, eq, sql } from 'drizzle-orm';
import { Conflict, type Db, Hot, type Prepared, type Queries, type Write } from '../../db/database.ts';
import { Refused } from '../../slack/errors.ts';
import type { Asked, Survey, SurveyAnswer } from './survey.ts';
import { surveyTables } from './table.ts';

const p = sql.placeholder;
/** As many destinations as are looked at while somebody waits. */
const FEW = 21;

type Reads = {
  survey: Prepared<Survey>;
  asked: Prepared<Asked>;
  destinations: Prepared<Asked>;
  answer: Prepared<SurveyAnswer>;
  token: Prepared<{ token: string }>;
};
const prepared = new WeakMap<Db, Reads>();

function readsOf(db: Db): Reads {
  const known = prepared.get(db);
  if (known) return known;
  const { surveys, surveyAsked, surveyAnswers, surveyTokens } = db.use(surveyTables);
  const made: Reads = {
    survey: db.prepared<Survey>('surveys.find', (q) =>
      q
        .select()
        .from(surveys)
        .where(and(eq(surveys.workspace, p('workspace')), eq(surveys.id, p('survey')))),
    ),
    asked: db.prepared<Asked>('survey_asked.find', (q) =>
      q
        .select()
        .from(surveyAsked)
        .where(and(eq(surveyAsked.survey, p('survey')), eq(surveyAsked.destination, p('person')))),
    ),
    destinations: db.prepared<Asked>('survey_asked.few', (q) =>
      q
        .select()
        .from(surveyAsked)
        .where(eq(surveyAsked.survey, p('survey')))
        .limit(FEW),
    ),
    answer: db.prepared<SurveyAnswer>('survey_answers.find', (q) =>
      q
        .select()
        .from(surveyAnswers)
        .where(and(eq(surveyAnswers.survey, p('survey')), eq(surveyAnswers.person, p('person')))),
    ),
    token: db.prepared<{ token: string }>('survey_tokens.find', (q) =>
      q
        .select({ token: surveyTokens.token })
        .from(surveyTokens)
        .where(and(eq(surveyTokens.survey, p('survey')), eq(surveyTokens.token, p('token')))),
    ),
  };
  prepared.set(db, made);
  return made;
}

/** What came back, and who has answered; the path that everybody who answers waits on is prepared. */
export const answerStore = (db: Db, workspace: string) => {
  const { surveys, surveyAnswers: answers, surveyTokens: tokens } = db.use(surveyTables);
  const reads = readsOf(db);
  const of = (survey: string) => and(eq(answers.workspace, workspace), eq(answers.survey, survey));
  return {
    survey: async (id: string) => (await reads.survey.execute({ workspace, survey: id }))[0],
    asked: async (survey: string, person: string) => (await reads.asked.execute({ survey, person }))[0],
    /** The first few destinations, for the count that stands in their messages. */
    destinations: (survey: string) => reads.destinations.execute({ survey }),
    byPerson: async (survey: string, person: string) => (await reads.answer.execute({ survey, person }))[0],
    hasToken: async (survey: string, token: string) =>
      (await reads.token.execute({ survey, token })).length > 0,

    /** `Conflict` when the person has answered meanwhile. */
    add: (answer: SurveyAnswer): Write =>
      new Hot(
        'survey_answers.add',
        (q) =>
          q
            .insert(answers)
            .values({
              id: p('id'),
              workspace: p('workspace'),
              survey: p('survey'),
              person: p('person'),
              answers: p('answers'),
              day: p('day'),
              at: p('at'),
              released: p('released'),
              late: p('late'),
            })
            .onConflictDoNothing()
            .returning({ id: answers.id }),
        { ...answer },
        () => new Conflict(),
      ),
    edit: (answer: SurveyAnswer): Write =>
      new Hot(
        'survey_answers.edit',
        (q) =>
          q
            .update(answers)
            .set({ answers: p('answers') as unknown as SurveyAnswer['answers'], at: sql`${p('at')}` })
            .where(
              and(
                eq(answers.survey, p('survey')),
                eq(answers.person, p('person')),
                sql`exists (select 1 from surveys where id = ${p('survey')} and state = 'open')`,
              ),
            )
            .returning({ id: answers.id }),
        { survey: answer.survey, person: answer.person, answers: answer.answers, at: answer.at },
        () => new Conflict(),
      ),
    /** `Conflict` when the person has answered already. */
    addToken: (id: number, survey: string, token: string): Write =>
      new Hot(
        'survey_tokens.add',
        (q) =>
          q
            .insert(tokens)
            .values({ id: p('id'), workspace: p('workspace'), survey: p('survey'), token: p('token') })
            .onConflictDoNothing()
            .returning({ id: tokens.id }),
        { id, workspace, survey, token },
        () => new Conflict(),
      ),
    /** Counts one more; refuses when the survey has closed meanwhile. */
    count: (survey: string, joined: boolean): Write =>
      new Hot(
        'surveys.count',
        (q) =>
          q
            .update(surveys)
            .set({
              answered: sql`${surveys.answered} + 1`,
              asked: sql`${surveys.asked} + ${p('joined')}`,
            })
            .where(and(eq(surveys.id, p('survey')), eq(surveys.state, 'open')))
            .returning({ id: surveys.id }),
        { survey, joined: joined ? 1 : 0 },
        () => new Refused('This survey has closed. Your answer was not taken.'),
      ),

    /** Every answer that may count in results. */
    all: (survey: string): Promise<SurveyAnswer[]> =>
      db
        .select()
        .from(answers)
        .where(and(of(survey), eq(answers.released, true))),
    held: async (survey: string): Promise<number> => {
      const rows = await db
        .select({ n: sql<number>`count(*)`.mapWith(Number) })
        .from(answers)
        .where(and(of(survey), eq(answers.released, false)));
      return rows[0]?.n ?? 0;
    },
    release: (q: Queries, survey: string): Write =>
      q
        .update(answers)
        .set({ released: true })
        .where(and(of(survey), eq(answers.released, false))),
    people: async (survey: string): Promise<Set<string>> => {
      const rows = await db.select({ person: answers.person }).from(answers).where(of(survey));
      return new Set(rows.flatMap((row) => (row.person === null ? [] : [row.person])));
    },
    tokens: async (survey: string): Promise<Set<string>> => {
      const rows = await db.select({ token: tokens.token }).from(tokens).where(eq(tokens.survey, survey));
      return new Set(rows.map((row) => row.token));
    },
    forgetTokens: (q: Queries, survey: string): Write => q.delete(tokens).where(eq(tokens.survey, survey)),
  };
};
