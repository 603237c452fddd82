import type { Parts } from '../feature.ts';
import { shuffled, tokenOf } from './anonymous.ts';
import { answerStore } from './answers.ts';
import { type Answers, isText, type Question } from './question.ts';
import { type Score, scoreOf } from './score.ts';
import { surveyStore } from './store.ts';
import { ENOUGH, type Survey, type SurveyAnswer, stateOf, surveyName } from './survey.ts';
import { tokenStore } from './tokens.ts';

/** What others may know of a survey. Times are milliseconds since 1970, UTC. */
export type SurveySummary = {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly title: string;
  readonly template: Survey['template'];
  /** The release's id. */
  readonly release: string | null;
  readonly state: 'open' | 'closed' | 'scheduled';
  /** People asked; 0 where a channel was asked, because how many people that is nobody knows. */
  readonly asked: number;
  readonly answered: number;
  /** Undefined under five answers. */
  readonly score: Score | undefined;
  readonly closesAt: number | null;
  /** Free text that may be shown: from five answers on. */
  readonly quotes: readonly string[];
};

/**
 * The answers that results are made of. Those of an anonymous survey are let in at least five at a time, and then
 * stay in: two readings one answer apart would tell what the one between them said.
 */
export async function resultsOf(parts: Parts, survey: Survey): Promise<SurveyAnswer[]> {
  const store = answerStore(parts.db, survey.workspace);
  if (!survey.anonymous) return store.all(survey.id);
  if ((await store.held(survey.id)).length >= ENOUGH)
    await parts.db.atomically((q) => store.release(q, survey.id));
  return shuffled(await store.all(survey.id));
}

/** What people wrote in answer to the questions of free text. */
export const wordsOf = (questions: readonly Question[], all: readonly Answers[]): string[] =>
  questions.filter(isText).flatMap((question) =>
    all.flatMap((answers) => {
      const text = answers[question.id];
      return typeof text === 'string' && text !== '' ? [text] : [];
    }),
  );

const summary = (survey: Survey, all: readonly Answers[]): SurveySummary => ({
  id: survey.id,
  number: survey.number,
  name: surveyName(survey),
  title: survey.title,
  template: survey.template,
  release: survey.release,
  state: stateOf(survey),
  asked: survey.toChannel ? 0 : survey.asked,
  answered: survey.answered,
  score: all.length < ENOUGH ? undefined : scoreOf(survey.template, survey.questions, all),
  closesAt: survey.closesAt,
  quotes: all.length < ENOUGH ? [] : wordsOf(survey.questions, all),
});

/** The surveys of a product, newest first. */
export async function surveysOf(parts: Parts, workspace: string, product: string): Promise<SurveySummary[]> {
  const found: SurveySummary[] = [];
  for (const survey of await surveyStore(parts.db, workspace).all(product)) {
    const all = survey.answered < ENOUGH ? [] : await resultsOf(parts, survey);
    found.push(
      summary(
        survey,
        all.map((one) => one.answers),
      ),
    );
  }
  return found;
}

/** Whether a person has answered; an anonymous survey that is closed does not know any more. */
export async function hasAnswered(parts: Parts, survey: Survey, person: string): Promise<boolean> {
  const store = answerStore(parts.db, survey.workspace);
  if (!survey.anonymous) return (await store.byPerson(survey.id, person)) !== undefined;
  if (survey.salt === null) return false;
  const token = await tokenStore(parts.db, survey.workspace).find(survey.id, tokenOf(survey.salt, person));
  return token?.takenAt === null;
}

/** Open surveys that wait for this person's answer, newest first. */
export async function waitingSurveysFor(
  parts: Parts,
  workspace: string,
  user: string,
): Promise<SurveySummary[]> {
  const waiting: SurveySummary[] = [];
  for (const survey of await surveyStore(parts.db, workspace).openFor(user))
    if (!(await hasAnswered(parts, survey, user))) waiting.push(summary(survey, []));
  return waiting;
}
