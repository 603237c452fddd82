import { DateTime } from 'luxon';
import {
  type Blocks,
  channel,
  context,
  header,
  type Message,
  moment,
  say,
  section,
} from '../../slack/blocks.ts';
import { escapeText, oneLine, shorten } from '../../slack/text.ts';
import { inOneLine, SIGNS } from '../criteria/index.ts';
import {
  answeredOf,
  type BugPart,
  type Digest,
  type Quote,
  type ReleasePart,
  type SurveyPart,
} from './digest.ts';
import type { Plan } from './plan.ts';

/** What a person types after `/release digest` to have it no more. */
export const STOP_WORDS: readonly string[] = ['off', 'stop', 'never'];

/** Lines of one topic in the message; the thread has all of them. */
const MOST = 5;
const MOST_QUOTES = 3;
const QUOTE_LENGTH = 200;
const LINE_LENGTH = 240;

const safe = (text: string, most = LINE_LENGTH): string => escapeText(shorten(oneLine(text), most));
const bullet = (text: string): string => `• ${text}`;

const some = (lines: readonly string[], most = MOST): string[] =>
  lines.length > most
    ? [...lines.slice(0, most), `and ${lines.length - most} more in the thread`]
    : [...lines];

const quoted = ({ text, about }: Quote, most: number): string =>
  `> ${safe(text, most)}${about ? ` (${about})` : ''}`;

const reach = ({ name, reach: got }: ReleasePart): string[] =>
  got
    ? [
        `${safe(name)}: delivered to ${got.delivered} of ${got.audience}, ${got.acknowledged} acknowledged${got.failed > 0 ? `, ${got.failed} failed` : ''}`,
      ]
    : [];

const survey = ({ name, title, asked, answered, score, was }: SurveyPart): string =>
  `${name} ${safe(title)}: ${score ? `${escapeText(score)}${was === null ? '' : `, was ${was}`}. ` : ''}${answeredOf(answered, asked)} answered${score ? '' : ', too few for a score'}`;

const named = (bugs: readonly BugPart[], most: number): string =>
  bugs.length === 0
    ? ''
    : ` (${bugs
        .slice(0, most)
        .map(({ name }) => name)
        .join(', ')}${bugs.length > most ? ', …' : ''})`;

function bugsLine({ fresh, open, fixed }: Digest['bugs']): string[] {
  if (fresh.length + open.length + fixed.length === 0) return [];
  return [
    `${fresh.length} new${named(fresh, MOST)}, ${open.length} open, ${fixed.length} fixed${named(fixed, MOST)}`,
  ];
}

const bug = ({ name, title, severity }: BugPart): string =>
  `${name}${title ? ` ${safe(title)}` : ''}${severity ? ` (${severity})` : ''}`;

const feedbackLine = ({ fresh, all }: Digest['feedback']): string[] =>
  all === 0 ? [] : [`${fresh} new ${fresh === 1 ? 'piece' : 'pieces'}, ${all} in all`];

const actionsOf = (digest: Digest): string[] =>
  digest.next.map(({ role, actions }) => `*${role}*: ${actions.map((action) => safe(action)).join(' ')}`);

type Topic = { readonly title: string; readonly lines: readonly string[] };

/** What the message tells; a topic without a line has no heading. */
const topics = (digest: Digest): Topic[] =>
  [
    { title: 'What changed', lines: some(digest.changes.map((line) => bullet(safe(line)))) },
    { title: 'Reach', lines: digest.releases.flatMap(reach).map(bullet) },
    { title: 'Surveys', lines: some(digest.surveys.map(survey).map(bullet)) },
    {
      title: 'Feedback',
      lines: [
        ...feedbackLine(digest.feedback),
        ...digest.feedback.quotes.slice(0, MOST_QUOTES).map((one) => quoted(one, QUOTE_LENGTH)),
      ],
    },
    { title: 'Bugs', lines: bugsLine(digest.bugs) },
    { title: 'Decisions due for review', lines: some(digest.due.map((line) => bullet(safe(line)))) },
    {
      title: 'Exit criteria',
      lines: digest.releases.map(({ name, criteria }) => bullet(`${safe(name)}: ${inOneLine(criteria)}`)),
    },
    { title: 'What to do next', lines: actionsOf(digest).map(bullet) },
  ].filter(({ lines }) => lines.length > 0);

const drawn = ({ title, lines }: Topic): string => `*${title}*\n${lines.join('\n')}`;

const EMPTY =
  'Nothing has happened yet. Prepare a release with `/release new 1.0.0`, or announce one with `/release announce 1.0.0`.';

const dayOf = (at: number, timezone: string): string =>
  DateTime.fromMillis(at, { zone: timezone }).setLocale('en').toFormat('d LLLL yyyy');

function leadOf({ since, changes }: Digest, timezone: string): string {
  if (since === null) return 'The first digest.';
  const day = dayOf(since, timezone);
  return changes.length > 0 ? `Since ${day}.` : `Since ${day}. No release and no decision changed.`;
}

/** The digest, short: what changed, how everything stands, and what to do next. */
export function digestMessage(digest: Digest, timezone: string): Message {
  const title = `Digest of ${digest.product}, week ${Number(digest.week.slice(-2))}`;
  const told = topics(digest).map(drawn);
  const parts = told.length > 0 ? told : [EMPTY];
  const lead = leadOf(digest, timezone);
  return {
    text: [`*${escapeText(title)}*`, lead, ...parts].join('\n\n'),
    blocks: [header(title), context(lead), ...parts.map((part) => section(part))],
  };
}

const criteriaDetails = ({ name, criteria }: ReleasePart): Topic => ({
  title: safe(name),
  lines: criteria.map(
    ({ title, verdict, evidence }) => `${SIGNS[verdict]} ${title}: ${escapeText(evidence)}`,
  ),
});

/** What the thread tells: what the message had no room for. */
const details = (digest: Digest): Topic[] =>
  [
    ...digest.releases.map(criteriaDetails),
    {
      title: 'All that changed',
      lines: digest.changes.length > MOST ? digest.changes.map((line) => bullet(safe(line))) : [],
    },
    {
      title: 'All surveys',
      lines: digest.surveys.length > MOST ? digest.surveys.map(survey).map(bullet) : [],
    },
    { title: 'What people said', lines: digest.feedback.quotes.map((one) => quoted(one, LINE_LENGTH)) },
    { title: 'New bugs', lines: digest.bugs.fresh.map(bug).map(bullet) },
    { title: 'Fixed bugs', lines: digest.bugs.fixed.map(bug).map(bullet) },
    { title: 'Open bugs', lines: digest.bugs.open.map(bug).map(bullet) },
    {
      title: 'All decisions due for review',
      lines: digest.due.length > MOST ? digest.due.map((line) => bullet(safe(line))) : [],
    },
  ].filter(({ lines }) => lines.length > 0);

/** Room in one paragraph, and in one message: Slack takes about 13,200 characters of blocks. */
const PARAGRAPH = 2900;
const MESSAGE = 9000;

/** Lines put together as long as they fit. */
function packed(lines: readonly string[], most: number, glue: string): string[] {
  const out: string[] = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (last !== undefined && last.length + glue.length + line.length <= most)
      out[out.length - 1] = last + glue + line;
    else out.push(line);
  }
  return out;
}

/** The details for the thread, in as many messages as they need; nothing is left out. */
export function detailMessages(digest: Digest): Message[] {
  const paragraphs = details(digest).flatMap(({ title, lines }) =>
    packed([`*${title}*`, ...lines], PARAGRAPH, '\n'),
  );
  const messages: string[][] = [];
  let size = MESSAGE;
  for (const paragraph of paragraphs) {
    if (size + paragraph.length > MESSAGE) {
      messages.push([]);
      size = 0;
    }
    messages.at(-1)?.push(paragraph);
    size += paragraph.length;
  }
  return messages.map((own) => ({
    text: own.join('\n\n'),
    blocks: own.map((paragraph): Blocks[number] => section(paragraph)),
  }));
}

const place = (announceChannel: string | null): string =>
  announceChannel ? `in ${channel(announceChannel)}` : 'as a direct message';

/** Where the digest that was asked for goes. */
export const onItsWay = (announceChannel: string | null): Message =>
  say(
    announceChannel
      ? `The digest is posted ${place(announceChannel)}.`
      : 'You get the digest as a direct message, because there is no announcement channel. `/release setup` sets one.',
  );

/** When the digest is posted from now on. */
export const plannedNote = (announceChannel: string | null, plan: Plan): Message =>
  say(
    `The digest is posted ${place(announceChannel)} at the time you set, next on ${moment(plan.nextAt)}. \`/release digest off\` ends it.`,
  );

export const stoppedNote: Message = say('The digest is only posted when somebody types `/release digest`.');

/** What the person who asked for a digest hears when it cannot be posted. */
export const NOT_POSTED = {
  what: 'The digest',
  rest: 'It stands in the repository. Mend the channel or set another with `/release setup`, then type `/release digest`.',
} as const;
