import { DateTime } from 'luxon';
import { Conflict, type Write } from '../../db/database.ts';
import { moment } from '../../slack/blocks.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { summaryPublication } from '../releases/index.ts';
import { tokenOf } from './anonymous.ts';
import { answerStore } from './answers.ts';
import { surveyPublications } from './publications.ts';
import type { Answers } from './question.ts';
import { hasAnswered } from './results.ts';
import { randomKey } from './store.ts';
import { ENOUGH, type Survey, type SurveyAnswer, surveyName, takesAnswers } from './survey.ts';

/** Up to how many messages are brought up to date with each answer; more follow every quarter of an hour. */
const MOST_AT_ONCE = 20;

const twice = (survey: Survey): Refused =>
  new Refused(
    `You have answered ${surveyName(survey)} already. Anonymous answers cannot be changed, because nothing says which are yours.`,
  );

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
    if (await hasAnswered(parts, survey, person)) throw twice(survey);
    return undefined;
  }
  return (await answerStore(parts.db, survey.workspace).byPerson(survey.id, person))?.answers;
}

const dayOf = (at: number): string => DateTime.fromMillis(at, { zone: 'utc' }).toISODate() ?? '';

function rowOf(survey: Survey, person: string, answers: Answers, now: number): SurveyAnswer {
  const late = survey.pausedAt !== null;
  const kept = {
    id: randomKey(),
    workspace: survey.workspace,
    survey: survey.id,
    answers,
    late,
    day: dayOf(now),
  };
  return survey.anonymous
    ? { ...kept, person: null, at: null, released: false }
    : { ...kept, person, at: now, released: true };
}

/** The writes of somebody's first answer. */
function firstWrites(
  parts: Parts,
  survey: Survey,
  row: SurveyAnswer,
  person: string,
  joined: boolean,
): Write[] {
  const store = answerStore(parts.db, survey.workspace);
  const token =
    survey.salt === null ? [] : [store.addToken(randomKey(), survey.id, tokenOf(survey.salt, person))];
  return [store.count(survey.id, joined), ...token, store.add(row)];
}

async function saveFirst(parts: Parts, acting: Acting, survey: Survey, row: SurveyAnswer): Promise<void> {
  const store = answerStore(parts.db, survey.workspace);
  const asked = await store.asked(survey.id, acting.user);
  const joined = asked === undefined || asked.failed !== null;
  const next = {
    ...survey,
    answered: survey.answered + 1,
    asked: survey.asked + (joined ? 1 : 0),
  };
  const destinations = await store.destinations(survey.id);
  await parts.outbox.save({
    workspace: survey.workspace,
    once: acting.once,
    writes: () => firstWrites(parts, survey, row, acting.user, joined),
    publications: [
      ...(destinations.length <= MOST_AT_ONCE ? surveyPublications(next, destinations) : []),
      ...(next.answered >= ENOUGH && next.answered < ENOUGH + 3
        ? [summaryPublication(survey.product, `answers to ${surveyName(survey)}`)]
        : []),
    ],
  });
}

/** Keeps what a person answered: the first time as a new answer, afterwards in its place. */
export async function answerSurvey(
  parts: Parts,
  acting: Acting,
  survey: Survey,
  answers: Answers,
): Promise<void> {
  const store = answerStore(parts.db, survey.workspace);
  const row = rowOf(survey, acting.user, answers, parts.clock.now());
  const before = survey.anonymous ? undefined : await store.byPerson(survey.id, acting.user);
  if (before === undefined) {
    try {
      return await saveFirst(parts, acting, survey, row);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      if (survey.anonymous) throw twice(survey);
    }
  }
  await parts.outbox.save({
    workspace: survey.workspace,
    once: acting.once,
    writes: () => [store.edit(row)],
  });
}
