import type { LocalMessage, Modal, Outcome } from '../localslack/index.ts';
import { until } from './stage.ts';

/** Tells the audience one line of what happens. */
export type Tell = (line: string) => void;

/** Something that was promised did not come true. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** Demands that something holds; `what` says it in words. */
export function verify(what: string, holds: boolean): void {
  if (!holds) throw new Broken(what);
}

/** The modal that an act opened. */
export async function opened(outcome: Outcome, title: string): Promise<Modal> {
  const modal = await until(`the modal "${title}" opens`, () => outcome.modal);
  verify(`The modal is titled "${modal.title}", not "${title}".`, modal.title === title);
  return modal;
}

/** What an act was answered with, only to the person. */
export async function answered(outcome: Outcome, part: string): Promise<LocalMessage> {
  return until(`an answer with "${part}"`, () =>
    outcome.answers.find((answer) => answer.visibleText.includes(part)),
  );
}

/** Submits a modal and demands that Herald took it. */
export async function submitted(modal: Modal): Promise<void> {
  const { title } = modal;
  const result = await modal.submit();
  verify(
    `"${title}" was refused: ${JSON.stringify(result.errors ?? result.problem)}`,
    result.errors === undefined && result.problem === undefined && !result.timedOut,
  );
}

/** The first message with some words. */
export const withWords = (messages: readonly LocalMessage[], part: string): LocalMessage | undefined =>
  messages.find((message) => message.visibleText.includes(part));

/** Waits for a message with some words. */
export const heard = (
  where: { readonly messages: readonly LocalMessage[] },
  part: string,
): Promise<LocalMessage> => until(`a message with "${part}"`, () => withWords(where.messages, part));

/** The first lines of what a message shows, for telling. */
export const glimpse = (message: LocalMessage, lines = 1): string =>
  message.visibleText.split('\n').filter(Boolean).slice(0, lines).join(' / ').slice(0, 110);
