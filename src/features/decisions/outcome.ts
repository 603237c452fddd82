import { failureNote } from '../../outbox/failure.ts';
import type { Outcome } from '../../outbox/messages.ts';
import type { Parts } from '../feature.ts';
import { isCardKey } from './publications.ts';
import { NOT_POSTED } from './views.ts';

/** Tells who decided when the card cannot be posted. */
export async function cardOutcome(parts: Parts, outcome: Outcome): Promise<void> {
  if (!isCardKey(outcome.row.key)) return;
  const note = failureNote(outcome, NOT_POSTED.what, NOT_POSTED.rest);
  if (note) await parts.outbox.save({ workspace: outcome.row.workspace, publications: [note] });
}
