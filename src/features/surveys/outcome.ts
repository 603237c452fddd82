import { Conflict } from '../../db/database.ts';
import type { Outcome } from '../../outbox/messages.ts';
import type { Parts } from '../feature.ts';
import { groupOf, surveyOfGroup } from './publications.ts';
import { surveyStore } from './store.ts';
import { failuresMessage } from './views.ts';

/** Counts out whom a survey cannot reach, and tells its author in one message that is kept up to date. */
export async function tellOutcome(parts: Parts, { row, state, reason }: Outcome): Promise<void> {
  const id = surveyOfGroup(row.group);
  // A message that stood once did reach its people, even if it cannot be edited any more.
  if (id === undefined || state !== 'failed' || row.ts !== null) return;
  const store = surveyStore(parts.db, row.workspace);
  const survey = await store.find(id);
  const asked = (await store.asked(id)).find((one) => one.destination === row.destination);
  if (!survey || !asked) return;
  const { failures } = await parts.outbox.publications.progress(row.workspace, groupOf(survey));
  try {
    await parts.outbox.save({
      workspace: row.workspace,
      writes: (q) => store.failed(q, asked, reason ?? 'Slack gave no reason.'),
      publications: [
        {
          kind: 'message',
          key: `survey:${id}:failures`,
          to: survey.author,
          message: failuresMessage(survey, failures),
        },
      ],
    });
  } catch (error) {
    // The author has been told of this destination.
    if (!(error instanceof Conflict)) throw error;
  }
}
