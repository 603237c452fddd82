import { randomUUID } from 'node:crypto';
import type { Parts } from '../feature.ts';
import { tokenOf } from './anonymous.ts';
import { answerStore } from './answers.ts';
import { nudgePublication } from './publications.ts';
import { surveyStore } from './store.ts';
import type { Nudge, Survey } from './survey.ts';
import { tokenStore } from './tokens.ts';
import { nudgeMessage } from './views-message.ts';

/** People asked by name who have not answered and were not reminded. */
async function silent(parts: Parts, survey: Survey): Promise<string[]> {
  const store = surveyStore(parts.db, survey.workspace);
  const answers = answerStore(parts.db, survey.workspace);
  const { salt } = survey;
  const answered =
    salt === null
      ? await answers.people(survey.id)
      : await tokenStore(parts.db, survey.workspace).finished(survey.id);
  const reminded = new Set(
    (await store.nudges(survey.id)).filter((one) => one.kind === 'reminder').map((one) => one.person),
  );
  return (await store.asked(survey.id)).flatMap(({ person, sentAt, failed }) => {
    if (person === null || sentAt === null || failed !== null || reminded.has(person)) return [];
    return answered.has(salt === null ? person : tokenOf(salt, person)) ? [] : [person];
  });
}

/** Reminds everybody who has not answered, each once for the whole survey; answers with how many. */
export async function remindSilent(parts: Parts, survey: Survey, byClock: boolean): Promise<number> {
  const now = parts.clock.now();
  const store = surveyStore(parts.db, survey.workspace);
  const nudges: Nudge[] = (await silent(parts, survey)).map((person) => ({
    id: randomUUID(),
    workspace: survey.workspace,
    survey: survey.id,
    person,
    kind: 'reminder',
    dueAt: now,
    sentAt: now,
  }));
  await parts.outbox.save({
    workspace: survey.workspace,
    writes: (q) => [
      ...(byClock ? [store.reminded(q, survey.id, now)] : []),
      ...nudges.map((nudge) => store.remind(q, nudge)),
    ],
    publications: nudges.map((nudge) => nudgePublication(survey, nudge, nudgeMessage(survey, 'reminder'))),
  });
  return nudges.length;
}
