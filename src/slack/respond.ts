import { randomUUID } from 'node:crypto';
import { Conflict, Repeated } from '../db/database.ts';
import type { Log } from '../log.ts';
import { type Message, type ModalView, modal, sections } from './blocks.ts';
import { Refused, RefusedFields } from './errors.ts';
import { escapeText } from './text.ts';

/** What went wrong, in words for the person who acted. */
export type Mishap = { readonly message: Message; readonly fields?: Record<string, string> };

/**
 * Sorts what an entry point threw: a refusal and a conflict are said to the person; anything else gets a reference
 * that is also in the log. An act that was done before is no mishap: undefined.
 */
export function mishapOf(error: unknown, log: Log): Mishap | undefined {
  if (error instanceof Repeated) return undefined;
  if (error instanceof RefusedFields) return { message: told(error.message), fields: { ...error.fields } };
  if (error instanceof Refused) {
    log.info({ reason: error.message }, 'refused');
    return {
      message: told(error.message),
      ...(error.field ? { fields: { [error.field]: error.message } } : {}),
    };
  }
  if (error instanceof Conflict) {
    log.info('conflict');
    return { message: told(error.message) };
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, 'an act failed');
  return {
    message: told(
      `Something broke on Herald's side, and nothing was changed. Try again in a minute. If it stays broken, tell whoever runs Herald this reference: ${reference}`,
    ),
  };
}

const told = (text: string): Message => {
  const escaped = escapeText(text);
  return { text: escaped, blocks: sections(escaped) };
};

/** A modal that only says something. */
export const noteModal = (message: Message, title = 'Herald'): ModalView =>
  modal({ id: 'note', title, blocks: message.blocks.slice(0, 100) });

/** Sends a note that only the person sees through the response URL of what they did. */
export async function respondAt(url: string, body: Record<string, unknown>): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`The response URL answered ${answer.status}.`);
}
