import { failureNote } from '../../outbox/failure.ts';
import type { Outcome } from '../../outbox/messages.ts';
import type { Parts } from '../feature.ts';
import { isDigestKey } from './publications.ts';
import { NOT_POSTED } from './views.ts';

/** Tells who asked for a digest when it cannot be posted. */
export async function digestOutcome(parts: Parts, outcome: Outcome): Promise<void> {
  if (!isDigestKey(outcome.row.key)) return;
  const note = failureNote(outcome, NOT_POSTED.what, NOT_POSTED.rest);
  if (note) await parts.outbox.save({ workspace: outcome.row.workspace, publications: [note] });
}
