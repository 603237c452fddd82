import { Conflict } from '../../db/database.ts';
import type { Publication } from '../../outbox/publication.ts';
import { moment } from '../../slack/blocks.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { summaryPublication } from '../releases/index.ts';
import { answerAnonymously, answeredBefore } from './answer-anonymously.ts';
import { answerStore } from './answers.ts';
import { surveyPublications } from './publications.ts';
import type { Answers } from './question.ts';
import { hasAnswered } from './results.ts';
import { randomKey } from './store.ts';
import { ENOUGH, type Survey, type SurveyAnswer, surveyName, takesAnswers } from './survey.ts';

/** Up to how many messages are brought up to date with each answer; more follow every quarter of an hour. */
const MOST_AT_ONCE = 20;

/** The survey, if it takes answers now; refuses with words otherwise. */
export async function openSurvey(parts: Parts, workspace: string, id: string): Promise<Survey> {
  const survey = await answerStore(parts.db, workspace).survey(id);
  if (!survey) throw new Refused('This survey does not exist any more.');
  if (takesAnswers(survey, parts.clock.now())) return survey;
  const at = survey.closedAt ?? survey.closesAt;
  const when = at === null ? '' : ` It closed ${moment(at).replace(/^.*\|(.*)>$/, '$1')}.`;
  throw new Refused(`${surveyName(survey)} is closed and takes no more answers.${when}`);
}

/** What a person answered before, for the modal; refuses a second anonymous answer. */
export async function earlierAnswers(
  parts: Parts,
  survey: Survey,
  person: string,
): Promise<Answers | undefined> {
  if (survey.anonymous) {
    if (await hasAnswered(parts, survey, person)) throw answeredBefore(survey);
    return undefined;
  }
  return (await answerStore(parts.db, survey.workspace).byPerson(survey.id, person))?.answers;
}

function rowOf(survey: Survey, person: string, answers: Answers, now: number): SurveyAnswer {
  const late = survey.pausedAt !== null;
  const kept = { id: randomKey(), workspace: survey.workspace, survey: survey.id, answers, late };
  return survey.anonymous
    ? { ...kept, person: null, at: null, released: false }
    : { ...kept, person, at: now, released: true };
}

/** The count that one more answer makes, and the messages that show it. */
async function countedIn(parts: Parts, survey: Survey, person: string) {
  const store = answerStore(parts.db, survey.workspace);
  const asked = await store.asked(survey.id, person);
  const joined = asked === undefined || asked.failed !== null;
  const next = {
    ...survey,
    answered: survey.answered + 1,
    asked: survey.asked + (joined ? 1 : 0),
  };
  const destinations = await store.destinations(survey.id);
  const publications = destinations.length <= MOST_AT_ONCE ? surveyPublications(next, destinations) : [];
  return { joined, publications };
}

/** Results in files are drawn anew with every answer from the fifth on. */
const summaryAfter = (survey: Survey, answered: number): Publication[] =>
  answered >= ENOUGH ? [summaryPublication(survey.product, `answers to ${surveyName(survey)}`)] : [];

async function saveFirst(parts: Parts, acting: Acting, survey: Survey, row: SurveyAnswer): Promise<void> {
  const store = answerStore(parts.db, survey.workspace);
  const { joined, publications } = await countedIn(parts, survey, acting.user);
  await parts.outbox.save({
    workspace: survey.workspace,
    once: acting.once,
    writes: () => [store.count(survey.id, joined), store.add(row)],
    publications: [...publications, ...summaryAfter(survey, survey.answered + 1)],
  });
}

/** Keeps what a person answered with their name: the first time as a new answer, afterwards in its place. */
async function answerByName(parts: Parts, acting: Acting, survey: Survey, row: SurveyAnswer): Promise<void> {
  const store = answerStore(parts.db, survey.workspace);
  if ((await store.byPerson(survey.id, acting.user)) === undefined) {
    try {
      return await saveFirst(parts, acting, survey, row);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  await parts.outbox.save({
    workspace: survey.workspace,
    once: acting.once,
    writes: () => [store.edit(row)],
    publications: summaryAfter(survey, survey.answered),
  });
}

/** Keeps what a person answered; who sees it is what they were told before. */
export async function answerSurvey(
  parts: Parts,
  acting: Acting,
  survey: Survey,
  answers: Answers,
): Promise<void> {
  const row = rowOf(survey, acting.user, answers, parts.clock.now());
  const { salt } = survey;
  if (!survey.anonymous) return answerByName(parts, acting, survey, row);
  if (salt === null) throw new Refused('This survey has closed. Your answer was not taken.');
  const counted = await countedIn(parts, survey, acting.user);
  await answerAnonymously(parts, acting, { ...survey, salt }, row, counted);
}
