import { channel, say } from '../slack/blocks.ts';
import { escapeText } from '../slack/text.ts';
import type { Outcome } from './messages.ts';
import type { MessagePublication } from './publication.ts';

/**
 * What the person who asked hears when a message can never stand: `what` names it ("The digest"), `rest` says what
 * holds all the same. Nothing when it stands, or when there is nobody else to tell.
 */
export function failureNote(
  { row, state, reason }: Outcome,
  what: string,
  rest: string,
): MessagePublication | undefined {
  if (state !== 'failed' || !row.asker || row.asker === row.destination) return undefined;
  const why = escapeText(reason ?? 'Slack gave no reason.');
  return {
    kind: 'message',
    key: `${row.key}:failed`,
    to: row.asker,
    message: say(`${what} could not be posted in ${channel(row.destination)}. ${why} ${rest}`),
  };
}
