import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
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
};
const prepared = new WeakMap<Db, Reads>();

function readsOf(db: Db): Reads {
  const known = prepared.get(db);
  if (known) return known;
  const { surveys, surveyAsked, surveyAnswers } = db.use(surveyTables);
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
        .where(
          and(
            eq(surveyAsked.workspace, p('workspace')),
            eq(surveyAsked.survey, p('survey')),
            eq(surveyAsked.destination, p('person')),
          ),
        ),
    ),
    destinations: db.prepared<Asked>('survey_asked.few', (q) =>
      q
        .select()
        .from(surveyAsked)
        .where(and(eq(surveyAsked.workspace, p('workspace')), eq(surveyAsked.survey, p('survey'))))
        .limit(FEW),
    ),
    answer: db.prepared<SurveyAnswer>('survey_answers.find', (q) =>
      q
        .select()
        .from(surveyAnswers)
        .where(
          and(
            eq(surveyAnswers.workspace, p('workspace')),
            eq(surveyAnswers.survey, p('survey')),
            eq(surveyAnswers.person, p('person')),
          ),
        ),
    ),
  };
  prepared.set(db, made);
  return made;
}

/** What came back, and who has answered; the path that everybody who answers waits on is prepared. */
export const answerStore = (db: Db, workspace: string) => {
  const { surveys, surveyAnswers: answers } = db.use(surveyTables);
  const reads = readsOf(db);
  const of = (survey: string) => and(eq(answers.workspace, workspace), eq(answers.survey, survey));
  /** A copy has the key below zero, and above it again when it is copied once more; keys are random, and so is their order. */
  const rewritten = (q: Queries, these: SQL | undefined, released: boolean): Write[] => [
    q
      .insert(answers)
      .select(
        q
          .select({
            id: sql<number>`-${answers.id}`.as('id'),
            workspace: answers.workspace,
            survey: answers.survey,
            person: answers.person,
            answers: answers.answers,
            at: answers.at,
            released: sql<boolean>`${sql.param(released, answers.released)}`.as('released'),
            late: answers.late,
          })
          .from(answers)
          .where(these)
          .orderBy(asc(answers.id)),
      )
      .onConflictDoNothing(),
    q
      .delete(answers)
      .where(and(these, sql`exists (select 1 from survey_answers as kept where kept.id = -${answers.id})`)),
  ];
  return {
    survey: async (id: string) => (await reads.survey.execute({ workspace, survey: id }))[0],
    asked: async (survey: string, person: string) =>
      (await reads.asked.execute({ workspace, survey, person }))[0],
    /** The first few destinations, for the count that stands in their messages. */
    destinations: (survey: string) => reads.destinations.execute({ workspace, survey }),
    byPerson: async (survey: string, person: string) =>
      (await reads.answer.execute({ workspace, survey, person }))[0],

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
                eq(answers.workspace, p('workspace')),
                eq(answers.survey, p('survey')),
                eq(answers.person, p('person')),
                sql`exists (select 1 from surveys where id = ${p('survey')} and state = 'open')`,
              ),
            )
            .returning({ id: answers.id }),
        { workspace, survey: answer.survey, person: answer.person, answers: answer.answers, at: answer.at },
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
            .where(
              and(
                eq(surveys.workspace, p('workspace')),
                eq(surveys.id, p('survey')),
                eq(surveys.state, 'open'),
              ),
            )
            .returning({ id: surveys.id }),
        { workspace, survey, joined: joined ? 1 : 0 },
        () => new Refused('This survey has closed. Your answer was not taken.'),
      ),

    /** Every answer that may count in results. */
    all: (survey: string): Promise<SurveyAnswer[]> =>
      db
        .select()
        .from(answers)
        .where(and(of(survey), eq(answers.released, true))),
    /** Those that may not count yet, by their keys. */
    held: async (survey: string): Promise<number[]> => {
      const rows = await db
        .select({ id: answers.id })
        .from(answers)
        .where(and(of(survey), eq(answers.released, false)));
      return rows.map((row) => row.id);
    },
    /** Writes held answers anew, in an order that says nothing: each gets a new row, and the old one goes. */
    mix: (q: Queries, survey: string, ids: readonly number[]): Write[] => {
      const these = and(of(survey), eq(answers.released, false), inArray(answers.id, [...ids]));
      return ids.length === 0 ? [] : rewritten(q, these, false);
    },
    /** Lets all that are held into results, each in a new row. */
    release: (q: Queries, survey: string): Write[] =>
      rewritten(q, and(of(survey), eq(answers.released, false)), true),
    people: async (survey: string): Promise<Set<string>> => {
      const rows = await db.select({ person: answers.person }).from(answers).where(of(survey));
      return new Set(rows.flatMap((row) => (row.person === null ? [] : [row.person])));
    },
  };
};
