import {
  actions,
  type Blocks,
  button,
  buttonAsking,
  context,
  header,
  type Message,
  moment,
  person,
  say,
  section,
  sections,
} from '../../slack/blocks.ts';
import { codePoints, escapeText, escapeWithin, shorten } from '../../slack/text.ts';
import {
  type Alike,
  type Bug,
  bugName,
  bySeverity,
  type HistoryRow,
  isOpen,
  isUntriaged,
  SEVERITIES,
} from './bug.ts';

export const TRIAGE = 'bugs.triage';
export const NOT_A_BUG = 'bugs.not_a_bug';
export const SAME_AS = 'bugs.same_as';

const PEOPLE_NAMED = 10;

const people = (ids: readonly string[]): string => {
  const named = ids.slice(0, PEOPLE_NAMED).map(person);
  const more = ids.length - named.length;
  if (more > 0) return `${named.join(', ')} and ${more} more`;
  return named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : (named[0] ?? '');
};

/** A bug's name, leading to where it was said. */
const linked = (bug: Pick<Bug, 'number' | 'link'>): string =>
  bug.link ? `<${escapeText(bug.link)}|${bugName(bug)}>` : bugName(bug);

const alikeLine = ({ number, title, words }: Alike): string =>
  `• BUG-${number} ${escapeText(title)} (both say ${words.map((word) => `“${escapeText(word)}”`).join(', ')})`;

const HEADS: Record<Bug['status'], string> = {
  New: 'logged',
  Confirmed: 'confirmed',
  'In progress': 'in progress',
  Fixed: 'fixed',
  "Won't fix": "won't be fixed",
  Duplicate: 'is a duplicate',
  Withdrawn: 'withdrawn',
  'Not a bug': 'is not a bug',
};

const headOf = (bug: Bug, original: number | undefined): string => {
  if (bug.status === 'Duplicate' && original !== undefined) return `is the same as BUG-${original}`;
  if (bug.status === 'Fixed' && bug.fixedIn) return `fixed in ${escapeText(bug.fixedIn)}`;
  return HEADS[bug.status];
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const factsOf = (bug: Bug): string => {
  const facts = [
    bug.severity ?? '',
    bug.assignee ? `assigned to ${person(bug.assignee)}` : '',
    bug.fixedIn && isOpen(bug) ? `to be fixed in ${escapeText(bug.fixedIn)}` : '',
    bug.reporters.length > 0 ? `reported by ${people(bug.reporters)}` : 'nobody flags it any more',
  ];
  return sentence(facts.filter(Boolean).join(' · '));
};

const buttonsOf = (bug: Bug): Blocks => {
  if (bug.status === 'Withdrawn') return [];
  const triage = button('Triage', TRIAGE, bug.id, isUntriaged(bug) ? 'primary' : undefined);
  if (!isOpen(bug)) return [actions(triage)];
  const none = buttonAsking(button('Not a bug', NOT_A_BUG, bug.id), {
    title: `Close ${bugName(bug)}?`,
    text: 'It is then listed as not a bug. Triage brings it back.',
    yes: 'Close it',
    no: 'Keep it',
  });
  return [actions(triage, none, button('Same as…', SAME_AS, bug.id))];
};

/** Characters of a story that fit in one message with all else; Slack takes about 13,200 in all. */
const STORY_LIMIT = 5000;

const storyOf = (bug: Bug): Blocks => {
  if (bug.private) return [section('It was reported in a private channel; the words stay there.')];
  if (bug.story === '') return [section(NO_WORDS)];
  const whole = codePoints(escapeText(bug.story)) <= STORY_LIMIT;
  return [
    ...sections(escapeWithin(bug.story, STORY_LIMIT)),
    ...(whole ? [] : [context('This is the beginning. All of it is in the message or in the repository.')]),
  ];
};

/** The card of a bug, in the thread of the message that it came from. */
export function cardMessage(bug: Bug, original: number | undefined): Message {
  const head = `*${bugName(bug)} ${headOf(bug, original)}*`;
  const title = escapeText(bug.title);
  const facts = factsOf(bug);
  const back = 'React with :bug: to the message to bring it back.';
  const alike =
    bug.alike.length > 0 && isUntriaged(bug) ? `Looks like:\n${bug.alike.map(alikeLine).join('\n')}` : '';
  return {
    text: [`${head} ${title}`, facts].join('\n'),
    blocks: [
      section(`${head}  ${title}`),
      ...(bug.sourceId.startsWith('form:') && bug.story !== bug.title ? storyOf(bug) : []),
      context(bug.status === 'Withdrawn' ? `Nobody flags it any more. ${back}` : facts),
      ...(alike ? [section(alike)] : []),
      ...buttonsOf(bug),
    ],
  };
}

/** The note about one bug for whoever asks: what was said, and what happened since. */
export function bugNote(bug: Bug, original: number | undefined, history: readonly HistoryRow[]): Message {
  const head = `*${linked(bug)} ${headOf(bug, original)}*  ${escapeText(bug.title)}`;
  const happened = history
    .slice(-10)
    .map(({ at, name, did }) => `• ${moment(at)}: ${escapeText(name)} ${escapeWithin(did, 300)}`)
    .join('\n');
  return {
    text: [head, factsOf(bug), happened].join('\n'),
    blocks: [
      section(head),
      context(factsOf(bug)),
      ...storyOf(bug),
      ...(happened ? sections(happened) : []),
      ...buttonsOf(bug),
    ],
  };
}

/** Bugs and characters that a list shows; Slack takes about 13,200 in all. */
const MOST_LISTED = 40;
const LIST_LIMIT = 10_000;

const listLine = (bug: Bug): string =>
  [
    `• ${linked(bug)} ${escapeText(shorten(bug.title, 90))}`,
    bug.status,
    bug.assignee ? person(bug.assignee) : '',
    bug.reporters.length > 1 ? `${bug.reporters.length} reporters` : '',
  ]
    .filter(Boolean)
    .join(' · ');

/** As many of the worst bugs as fit in one message. */
const fitting = (open: readonly Bug[]): Bug[] => {
  let size = 0;
  return [...open]
    .sort(bySeverity)
    .slice(0, MOST_LISTED)
    .filter((bug) => {
      size += codePoints(listLine(bug));
      return size <= LIST_LIMIT;
    });
};

const grouped = (shown: readonly Bug[]): string[] =>
  [...SEVERITIES, null]
    .map((severity) => ({
      name: severity ?? 'No severity yet',
      lines: shown.filter((bug) => bug.severity === severity).map(listLine),
    }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => `*${name}*\n${lines.join('\n')}`);

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** The list of bugs: the open ones by severity, and how many are not. */
export function listMessage(product: string, all: readonly Bug[]): Message {
  if (all.length === 0)
    return say(
      'No bugs yet. React with :bug: to a message to log one, or press "Report a bug" on an announcement.',
    );
  const open = all.filter(isOpen);
  const shown = fitting(open);
  const waiting = open.filter(isUntriaged).length;
  const lead = [
    `${counted(open.length, 'open bug', 'open bugs')}, ${all.length - open.length} closed.`,
    waiting > 0 ? `${waiting} not triaged yet: \`/bugs triage\`.` : '',
    shown.length < open.length
      ? `The worst ${shown.length} are shown; all are in the repository in bugs/README.md.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
  const parts = grouped(shown);
  return {
    text: [lead, ...parts].join('\n'),
    blocks: [header(`Bugs in ${product}`), section(lead), ...parts.flatMap(sections)],
  };
}

/** What a person hears whose flag could not be heeded. */
export const refusedMessage = (reason: string): Message =>
  say(`Herald could not log the bug that you flagged. ${escapeText(reason)}`);

/** Said in place of a story, of a message that is only a picture. */
export const NO_WORDS = 'The message has no words.';

export const DELETED = 'The message was deleted before Herald could read it.';
export const NO_PRODUCT = 'There is no product yet. Type /release setup once, then react again.';

/** What the reporter hears when the card cannot stand where the bug was flagged. */
export const cardFailedMessage = (bug: Bug, reason: string): Message =>
  say(`${linked(bug)} is logged, but its card cannot be posted. ${escapeText(reason)}`);

/** A person's part of the Home tab: open bugs by severity, and those that are theirs. */
export function homeBlocks(all: readonly Bug[], viewer: string): Blocks {
  const open = all.filter(isOpen);
  if (open.length === 0) return [];
  const bySeverities = [...SEVERITIES, null]
    .map((severity) => ({
      name: severity ?? 'no severity yet',
      n: open.filter((bug) => bug.severity === severity).length,
    }))
    .filter(({ n }) => n > 0)
    .map(({ name, n }) => `${n} ${name}`);
  const own = open.filter((bug) => bug.assignee === viewer).sort(bySeverity);
  return [
    header('Bugs'),
    section(`${counted(open.length, 'open bug', 'open bugs')}: ${bySeverities.join(', ')}.`),
    ...(own.length > 0 ? sections(`*Assigned to you*\n${own.slice(0, 10).map(listLine).join('\n')}`) : []),
  ];
}

export const ALL_TRIAGED = 'Every bug has been triaged.';
export const NO_OTHER = 'There is no other bug yet.';
