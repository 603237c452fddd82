import type { LocalMessage, Person } from '../src/localslack/index.ts';
import type { Room } from './room.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Ana starts a survey through the modal; fields by their labels, "Day" for the day it closes. */
export async function start(
  room: Room,
  to: string[],
  fields: Record<string, string> = {},
  anonymous = false,
) {
  const { modal, answer: note } = await room.ana.type(room.general, '/survey new');
  if (!modal) throw new Error(note?.visibleText);
  await modal.fill('Title', fields['Title'] ?? 'How is it?');
  await modal.choose('Template', fields['Template'] ?? 'NPS');
  if (to.length > 0) await modal.pick('Send to', to);
  if (fields['Closes']) await modal.choose('Closes', fields['Closes']);
  if (fields['Send at']) await modal.choose('Send at', fields['Send at']);
  if (fields['Day']) await modal.date('Or at the end of a day that you choose:', fields['Day']);
  if (anonymous) await modal.choose('Anonymous', modal.options('Anonymous'));
  const submitted = await modal.submit();
  if (submitted.errors) await modal.close();
  return submitted;
}

/** Somebody answers an NPS survey. */
export async function answer(person: Person, message: LocalMessage | undefined, score: string, why = '') {
  if (!message) throw new Error('There is no message to answer.');
  const { modal, answer: note } = await person.press(message, 'Answer');
  if (!modal) throw new Error(note?.visibleText);
  await modal.choose('How likely are you to recommend it to a colleague?', score);
  if (why) await modal.fill('What is the main reason for your answer?', why);
  return modal.submit();
}

export const results = async (room: Room, id = ''): Promise<string> =>
  (await room.ana.type(room.general, `/survey results ${id}`)).answer?.visibleText ?? '';

/** Lets the jobs learn of the time, moves it, and lets them work. */
export async function pass(room: Room, ms: number): Promise<void> {
  await room.herald.jobs.tick();
  room.clock.advance(ms);
  await room.herald.jobs.tick();
  await room.settled();
}
