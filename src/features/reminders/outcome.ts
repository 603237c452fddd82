import type { Outcome } from '../../outbox/messages.ts';
import type { Parts } from '../feature.ts';
import { reminderStore } from './store.ts';
import { failureMessage } from './views.ts';

/** Tells who set a reminder whom it cannot reach, once for each destination. */
export async function tellOutcome(parts: Parts, { row, state, reason }: Outcome): Promise<void> {
  const [, id] = /^reminder:(.+)$/.exec(row.group ?? '') ?? [];
  if (id === undefined || state !== 'failed') return;
  const reminder = await reminderStore(parts.db, row.workspace).find(id);
  if (!reminder) return;
  await parts.outbox.save({
    workspace: row.workspace,
    publications: [
      {
        kind: 'message',
        key: `reminder:${id}:failed:${row.destination}`,
        to: reminder.createdBy,
        message: failureMessage(reminder, row.destination, reason ?? 'Slack gave no reason.'),
      },
    ],
  });
}
