import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { type Message, say } from '../../slack/blocks.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { hasAnswered } from './results.ts';
import { surveyStore } from './store.ts';
import { type Survey, surveyName } from './survey.ts';

/** Tomorrow at nine in a time zone. */
export const tomorrowAtNine = (timezone: string, now: number): number =>
  DateTime.fromMillis(now, { zone: timezone })
    .plus({ days: 1 })
    .set({ hour: 9, minute: 0, second: 0, millisecond: 0 })
    .toMillis();

/** Brings the survey back in a direct message tomorrow at nine, in the person's own time. */
export async function askLater(parts: Parts, acting: Acting, survey: Survey): Promise<Message> {
  if (await hasAnswered(parts, survey, acting.user))
    return say(`You have answered ${surveyName(survey)} already.`);
  const timezone = (await parts.lookups.person(acting.workspace, acting.user))?.timezone ?? survey.timezone;
  const dueAt = tomorrowAtNine(timezone, parts.clock.now());
  if (survey.closesAt !== null && survey.closesAt <= dueAt)
    throw new Refused(`${surveyName(survey)} closes before tomorrow at nine. Answer it today.`);
  const store = surveyStore(parts.db, survey.workspace);
  await parts.outbox.save({
    workspace: survey.workspace,
    writes: (q) => [
      store.later(q, {
        id: randomUUID(),
        workspace: survey.workspace,
        survey: survey.id,
        person: acting.user,
        kind: 'later',
        dueAt,
        sentAt: null,
      }),
    ],
  });
  return say('Herald asks you again tomorrow at nine, in a direct message.');
}
