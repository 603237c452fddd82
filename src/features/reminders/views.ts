import { NEVER } from '../../jobs/when.ts';
import type { Entered } from '../../slack/answers.ts';
import {
  actions,
  type Blocks,
  button,
  channel,
  context,
  header,
  type Message,
  type ModalView,
  modal,
  moment,
  person,
  section,
  sections,
} from '../../slack/blocks.ts';
import { RefusedFields } from '../../slack/errors.ts';
import { destinationsField, peopleField, textField } from '../../slack/inputs.ts';
import { codePoints, escapeText, shorten } from '../../slack/text.ts';
import { problemOf, type Reminder, type When, whenOf } from './reminder.ts';

export const NEW_REMINDER = 'reminders.new';
/** Opens the modal; the value is the product's id. */
export const OPEN_NEW = 'reminders.open';
/** The value is the reminder's id. */
export const SNOOZE = 'reminders.snooze';
export const STOP = 'reminders.stop';

const MOST_WHAT = 2000;
const FORMS = '"every monday 09:00", "2 days after release", or a cron expression such as "0 9 * * 1"';

/** The modal "New reminder"; `about` is the product's id. */
export const newReminderModal = (about: string, timezone: string): ModalView =>
  modal({
    id: NEW_REMINDER,
    title: 'New reminder',
    submit: 'Save',
    about,
    blocks: [
      textField('what', 'What', {
        lines: true,
        most: MOST_WHAT,
        placeholder: 'Look at the bugs that nobody has triaged.',
      }),
      destinationsField('to', 'Who', {
        optional: true,
        hint: 'People or a channel. Herald must be in a channel to post there.',
      }),
      peopleField('people', 'More people', { optional: true, hint: 'Each gets a direct message.' }),
      textField('when', 'When', {
        most: 100,
        placeholder: 'every monday 09:00',
        hint: `${FORMS}. Times are in ${timezone}.`,
      }),
    ],
  });

const PROBLEMS = {
  never: `This time never comes. Write ${FORMS}.`,
  'too often': `A reminder comes once an hour at most. Write ${FORMS}.`,
};

/** What was entered, with times in a time zone; refuses at the fields. */
export function readReminder(
  entered: Entered,
  timezone: string,
  now: number,
): { what: string; to: string[]; when: When } {
  const what = entered.one('what') ?? '';
  const to = [...new Set([...entered.many('to'), ...entered.many('people')])];
  const when = whenOf(entered.one('when') ?? '');
  const problem = when && problemOf(when, timezone, now);
  const wrong: Record<string, string> = {};
  if (what === '') wrong['what'] = 'Say what to remind of.';
  if (codePoints(what) > MOST_WHAT)
    wrong['what'] = `A reminder has up to ${MOST_WHAT} characters, and this has ${codePoints(what)}.`;
  if (to.length === 0) wrong['to'] = 'Choose at least one channel or person.';
  if (!when) wrong['when'] = `Herald cannot read this. Write ${FORMS}.`;
  if (problem) wrong['when'] = PROBLEMS[problem];
  if (!when || Object.keys(wrong).length > 0) throw new RefusedFields(wrong);
  return { what, to, when };
}

/** When it comes next, in words. */
const nextLine = (reminder: Reminder): string => {
  const { nextAt, when } = reminder;
  if (nextAt !== null && nextAt !== NEVER) return `Next: ${moment(nextAt)}.`;
  if (when.kind === 'cron') return 'This time never comes. Stop it and set another.';
  const before = when.days < 0;
  return before ? 'Waits for a release with a release date.' : 'Waits for the next release to be announced.';
};

const whoLine = (reminder: Reminder): string =>
  [...reminder.channels.map(channel), ...reminder.people.map(person)].slice(0, 10).join(', ') +
  (reminder.channels.length + reminder.people.length > 10 ? ' and more' : '');

const row = (reminder: Reminder): Blocks => [
  section(
    `*${escapeText(shorten(reminder.what, 300))}*\n${escapeText(reminder.when.typed)}, to ${whoLine(reminder)}. ${nextLine(reminder)}`,
  ),
  actions(
    button('Snooze', `${SNOOZE}/${reminder.id}`, reminder.id),
    button('Stop', `${STOP}/${reminder.id}`, reminder.id),
  ),
];

const MOST_LISTED = 20;

/** The reminders of a product, each with its buttons. */
export function listMessage(product: { id: string; name: string }, all: readonly Reminder[]): Message {
  const text = all.length === 0 ? 'There are no reminders yet.' : `Reminders of ${escapeText(product.name)}`;
  const more =
    all.length > MOST_LISTED ? [context(`And ${all.length - MOST_LISTED} more. Stop some to see them.`)] : [];
  return {
    text,
    blocks: [
      ...(all.length === 0 ? [section(text)] : [header(`Reminders of ${product.name}`)]),
      ...all.slice(0, MOST_LISTED).flatMap(row),
      ...more,
      actions(button('New reminder', OPEN_NEW, product.id, 'primary')),
    ],
  };
}

/** What comes when a reminder is due; `about` names the release that it counts from. */
export function dueMessage(reminder: Reminder, about: string | undefined): Message {
  const lead = about === undefined ? '*Reminder*' : `*Reminder* for ${escapeText(about)}`;
  const what = escapeText(reminder.what);
  const source = `${escapeText(reminder.when.typed)}, set by ${person(reminder.createdBy)}. \`/release remind\` shows all.`;
  return {
    text: `${lead}\n${what}`,
    blocks: [
      ...sections(`${lead}\n${what}`),
      context(source),
      actions(button('Snooze', SNOOZE, reminder.id), button('Stop', STOP, reminder.id)),
    ],
  };
}

/** What somebody who set, put off or stopped a reminder is told. */
export function changedNote(reminder: Reminder): Message {
  const what = `*${escapeText(shorten(reminder.what, 300))}*`;
  const text =
    reminder.stoppedAt === null
      ? `${what}\n${escapeText(reminder.when.typed)}, to ${whoLine(reminder)}. ${nextLine(reminder)}`
      : `${what}\nThis reminder does not come any more.`;
  return { text, blocks: sections(text) };
}

/** That a reminder cannot reach somebody, and why. */
export function failureMessage(reminder: Reminder, destination: string, reason: string): Message {
  const who = /^[UW]/.test(destination) ? person(destination) : channel(destination);
  const text = `The reminder "${escapeText(shorten(reminder.what, 300))}" cannot reach ${who}. ${reason}`;
  return { text, blocks: sections(text) };
}
