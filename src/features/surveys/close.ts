import { Conflict } from '../../db/database.ts';
import { Refused } from '../../slack/errors.ts';
import type { Parts } from '../feature.ts';
import { summaryPublication } from '../releases/index.ts';
import { answerStore } from './answers.ts';
import { nudgePublication, surveyPublications } from './publications.ts';
import { resultsOf } from './results.ts';
import { surveyStore } from './store.ts';
import { type Survey, surveyName } from './survey.ts';
import { tokenStore } from './tokens.ts';
import { closedMessage } from './views-message.ts';
import { resultsMessage } from './views-results.ts';

/** Everything that stands for a survey, reminders too, as it should be now that it is closed. */
async function standing(parts: Parts, survey: Survey) {
  const store = surveyStore(parts.db, survey.workspace);
  const kept = await resultsOf(parts, survey);
  const results = kept.map((one) => one.answers);
  const nudges = (await store.nudges(survey.id)).filter((one) => one.sentAt !== null);
  return {
    kept,
    publications: [
      ...surveyPublications(survey, await store.asked(survey.id), results),
      ...nudges.map((nudge) => nudgePublication(survey, nudge, closedMessage(survey, results))),
    ],
  };
}

/**
 * Closes a survey: its messages say so, the salt and the tokens of an anonymous one are destroyed. When the clock
 * closes it, its author is told what came back. `Conflict` when it is closed already.
 */
export async function closeSurvey(parts: Parts, survey: Survey, byClock: boolean): Promise<Survey> {
  const now = parts.clock.now();
  if (survey.state === 'closed') throw new Conflict(`${surveyName(survey)} is closed already.`);
  const store = surveyStore(parts.db, survey.workspace);
  const closed: Survey = { ...survey, state: 'closed', closedAt: now, salt: null };
  const { kept, publications } = await standing(parts, closed);
  await parts.outbox.save({
    workspace: survey.workspace,
    writes: (q) => [
      store.close(q, survey.id, now),
      tokenStore(parts.db, survey.workspace).forget(q, survey.id),
    ],
    publications: [
      ...publications,
      summaryPublication(survey.product, `close ${surveyName(survey)}`),
      ...(byClock
        ? [
            {
              kind: 'message' as const,
              key: `survey:${survey.id}:results`,
              to: survey.author,
              message: resultsMessage(closed, kept, true),
            },
          ]
        : []),
    ],
  });
  // Few may be held for good: they too are written anew, apart from the tokens that went.
  const answers = answerStore(parts.db, survey.workspace);
  const held = survey.anonymous ? await answers.held(survey.id) : [];
  await parts.db.atomically((q) => answers.mix(q, survey.id, held));
  return closed;
}

/** Shows the numbers of a closed survey where it was asked; refuses while it is open. */
export async function shareResults(parts: Parts, survey: Survey): Promise<void> {
  if (survey.state !== 'closed') throw new Refused('Close the survey first, then show its numbers.');
  const shared = { ...survey, shared: true };
  const { publications } = await standing(parts, shared);
  await parts.outbox.save({
    workspace: survey.workspace,
    writes: (q) => [surveyStore(parts.db, survey.workspace).set(q, survey.id, { shared: true })],
    publications,
  });
}
