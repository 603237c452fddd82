import type { Entered } from '../../slack/answers.ts';
import {
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
import {
  checkboxField,
  destinationsField,
  FIELD_LIMIT,
  peopleField,
  selectField,
  textField,
} from '../../slack/inputs.ts';
import { codePoints, escapeText, oneLine, shorten } from '../../slack/text.ts';
import { type Release, releaseName } from '../releases/index.ts';
import type { Audience } from './audience.ts';
import {
  DAY,
  MOST_TITLE,
  type Survey,
  type SurveySettings,
  stateOf,
  surveyName,
  TEMPLATES,
} from './survey.ts';
import { answeredLine, closesLine, counted } from './words.ts';

export const NEW_SURVEY = 'surveys.new';
export const QUESTIONS = 'surveys.questions';
const CLOSES_ON = 'surveys.closes_on';

const CLOSES = [
  { label: 'In 1 day', value: '1' },
  { label: 'In 3 days', value: '3' },
  { label: 'In 1 week', value: '7' },
  { label: 'In 2 weeks', value: '14' },
] as const;
const SEND_AT = [
  { label: 'Now', value: 'now' },
  { label: 'At nine, each in their own time', value: 'nine' },
] as const;
const NO_RELEASE = 'none';
const MOST_RELEASES = 99;

/** The modal "New survey"; `about` is the product's id. */
export const newSurveyModal = (
  about: string,
  releases: readonly Release[],
  current: Release | undefined,
): ModalView =>
  modal({
    id: NEW_SURVEY,
    title: 'New survey',
    submit: 'Start',
    about,
    blocks: [
      textField('title', 'Title', { placeholder: 'How is the new export?', most: MOST_TITLE }),
      selectField(
        'template',
        'Template',
        TEMPLATES.map((template) => ({ label: template, value: template })),
        { value: 'Release pulse', hint: 'Custom asks for your own questions next.' },
      ),
      selectField(
        'release',
        'Release',
        [
          { label: 'No release', value: NO_RELEASE },
          ...releases.slice(0, MOST_RELEASES).map((one) => ({ label: releaseName(one), value: one.id })),
        ],
        { value: current?.id ?? NO_RELEASE },
      ),
      destinationsField('to', 'Send to', {
        optional: true,
        hint: 'Channels and people. Herald must be in a channel to post there.',
      }),
      peopleField('people', 'More people', { optional: true, hint: 'Each gets a direct message.' }),
      checkboxField(
        'anonymous',
        'Anonymous',
        [{ label: 'Keep no link between people and answers', value: 'yes' }],
        { optional: true, hint: 'Results are then shown from five answers on.' },
      ),
      selectField('closes', 'Closes', CLOSES, { value: '7' }),
      {
        type: 'section',
        block_id: 'closes_on',
        text: { type: 'mrkdwn', text: 'Or at the end of a day that you choose:', verbatim: true },
        accessory: { type: 'datepicker', action_id: CLOSES_ON },
      },
      selectField('send_at', 'Send at', SEND_AT, {
        value: 'now',
        optional: true,
        hint: 'Channels always get it now.',
      }),
    ],
  });

/** What was entered; `endOf` gives the end of a day (2026-12-01) in milliseconds. Refuses at the fields. */
export function readSurvey(entered: Entered, now: number, endOf: (day: string) => number): SurveySettings {
  const title = oneLine(entered.one('title') ?? '');
  const destinations = [...new Set([...entered.many('to'), ...entered.many('people')])];
  const template = TEMPLATES.find((known) => known === entered.one('template'));
  const release = entered.one('release') ?? NO_RELEASE;
  const day = entered.one('closes_on');
  const days = CLOSES.find((choice) => choice.value === entered.one('closes')) ?? CLOSES[2];
  const closesAt = day ? endOf(day) : now + Number(days.value) * DAY;
  const wrong: Record<string, string> = {};
  if (title === '') wrong['title'] = 'Give the survey a title.';
  if (codePoints(title) > MOST_TITLE)
    wrong['title'] = `A title has up to ${MOST_TITLE} characters, and this has ${codePoints(title)}.`;
  if (!template) wrong['template'] = 'Choose a template.';
  if (destinations.length === 0) wrong['to'] = 'Choose at least one channel or person.';
  if (!(closesAt > now)) wrong['closes'] = 'The day is over. Choose one that is still to come.';
  if (!template || Object.keys(wrong).length > 0) throw new RefusedFields(wrong);
  return {
    title,
    template,
    release: release === NO_RELEASE ? null : release,
    destinations,
    anonymous: entered.many('anonymous').includes('yes'),
    closesAt,
    sendAt: entered.one('send_at') === 'nine' ? 'nine' : 'now',
  };
}

const HOW_TO_ASK = [
  '*One question a line*, each with its kind:',
  '`rating: How fast is it?`  1 to 5',
  '`nps: How likely are you to recommend it?`  0 to 10',
  '`choice: Which export do you use? | PDF | CSV`  one of them',
  '`multi: What do you use it for? | Reports | Mail`  any of them',
  '`yes/no: Did it work at once?`',
  '`short: What is missing?`  `long: What happened?`  `number: How many a week?`',
  'Add `(optional)` at the end of a question that may be left empty.',
].join('\n');

/** The modal "Questions" of a custom survey; `about` is the draft's id. */
export const questionsModal = (about: string): ModalView =>
  modal({
    id: QUESTIONS,
    title: 'Questions',
    submit: 'Start',
    close: 'Back',
    about,
    blocks: [
      section(HOW_TO_ASK),
      textField('questions', 'Questions', {
        lines: true,
        most: FIELD_LIMIT,
        hint: 'Such as "rating: How fast is it?". Options come after "|".',
      }),
      textField('questions_2', 'More questions', { lines: true, most: FIELD_LIMIT, optional: true }),
    ],
  });

const destination = (id: string): string => (/^[UW]/.test(id) ? person(id) : channel(id));
const MOST_NAMED = 20;

/** Destinations as mrkdwn, the first twenty by name. */
const named = (ids: readonly string[]): string =>
  [
    ...ids.slice(0, MOST_NAMED).map(destination),
    ...(ids.length > MOST_NAMED ? [`${ids.length - MOST_NAMED} more`] : []),
  ].join(', ');

/** What happens when, and who is not asked and why. */
export function startedNote(survey: Survey, audience: Audience, now: number): Message {
  const soon = audience.asked.filter((one) => one.sendAt <= now).map((one) => one.destination);
  const later = audience.asked.filter((one) => one.sendAt > now).map((one) => one.destination);
  const people = audience.asked.some((one) => one.person !== null);
  const lines = [
    ...(soon.length > 0 ? [`*Now:* ${named(soon)}`] : []),
    ...(later.length > 0 ? [`*At nine in their own time:* ${named(later)}`] : []),
    closesLine(survey),
    ...(people && survey.remindAt !== null
      ? [`People asked by name who have not answered get one reminder, ${moment(survey.remindAt)}.`]
      : []),
    ...audience.held.slice(0, MOST_NAMED).map((one) => `*Not asked:* ${person(one.person)}. ${one.reason}`),
    ...(audience.held.length > MOST_NAMED ? [`*Not asked:* ${audience.held.length - MOST_NAMED} more.`] : []),
  ];
  const lead = `*${surveyName(survey)} ${escapeText(survey.title)}* has started.`;
  const text = [lead, ...lines].join('\n');
  return {
    text,
    blocks: [
      ...sections(text),
      context(`See what comes back with \`/survey results ${surveyName(survey)}\`.`),
    ],
  };
}

const MOST_LISTED = 30;

const listLine = (survey: Survey): string =>
  `*${surveyName(survey)}*  ${escapeText(shorten(survey.title, 80))}  (${survey.template}, ${stateOf(survey)})\n${answeredLine(survey, !survey.toChannel)} ${survey.state === 'open' ? closesLine(survey) : ''}`.trim();

/** `/survey list`. */
export function listMessage(product: string, all: readonly Survey[]): Message {
  if (all.length === 0) {
    const text = `${escapeText(product)} has no survey yet. Start one with \`/survey new\`.`;
    return { text, blocks: [section(text)] };
  }
  const lines = all.slice(0, MOST_LISTED).map(listLine);
  const more =
    all.length > MOST_LISTED
      ? [context(`And ${counted(all.length - MOST_LISTED, 'older survey', 'older surveys')}.`)]
      : [];
  return {
    text: lines.join('\n'),
    blocks: [header(`Surveys of ${product}`), ...sections(lines.join('\n\n')), ...more],
  };
}

/** Whom a survey cannot reach, and why each. */
export function failuresMessage(
  survey: Survey,
  failures: readonly { destination: string; reason: string }[],
): Message {
  const lines = failures.slice(0, MOST_NAMED).map((one) => `${destination(one.destination)}: ${one.reason}`);
  const more = failures.length > MOST_NAMED ? [`And ${failures.length - MOST_NAMED} more.`] : [];
  const text = [
    `*${surveyName(survey)} ${escapeText(survey.title)}* could not be sent everywhere:`,
    ...lines,
    ...more,
  ].join('\n');
  return { text, blocks: sections(text) };
}
