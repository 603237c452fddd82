import { escapeMarkdown, quote, tableCell } from '../../text/markdown.ts';
import { answeredOf, type BugPart } from './digest.ts';
import { type Counted, type Group, isSilent, type Summary, type SurveyLine } from './summary.ts';

/** How a new summary begins. */
export const summaryHeading = (product: string): string => `# What people say about ${tableCell(product)}\n`;

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const SOURCES: Readonly<Record<string, string>> = {
  thread: 'replies',
  modal: 'the form',
  command: '/feedback',
  shortcut: 'saved messages',
  dm: 'direct messages',
  interview: 'interviews',
};

const state = ({ release }: Summary): string => {
  if (!release) return '';
  const { stage, state: now, announcedOn } = release;
  if (announcedOn === null) return `${stage} release. Not announced yet.`;
  return `${stage} release, announced on ${announcedOn}${now === 'withdrawn' ? ', withdrawn since' : ''}.`;
};

const counted = (counts: readonly Counted[], word: (of: string) => string): string =>
  counts.map(({ of, count }) => `${count} ${word(of)}`).join(', ');

const reachRow = (reach: Summary['reach']): string[] =>
  reach
    ? [
        row(
          'Reach',
          `delivered to ${reach.delivered} of ${reach.audience} channels and people, ${reach.acknowledged} acknowledged`,
        ),
      ]
    : [];

function numbers({ reach, answers, items, sources, abouts, bugs }: Summary): string {
  const from = counted(sources, (source) => `from ${SOURCES[source] ?? source}`);
  const about = counted(abouts, (of) => of.toLowerCase());
  return [
    row('What', 'How much'),
    row('---', '---'),
    ...reachRow(reach),
    ...(answers > 0 ? [row('Survey answers', String(answers))] : []),
    row('Pieces of feedback', from ? `${items}: ${from}` : String(items)),
    ...(about ? [row('About', about)] : []),
    row('Bugs', bugs.all === 0 ? '0' : `${bugs.all}: ${bugs.open.length} open, ${bugs.fixed} fixed`),
  ].join('\n');
}

const scoreRow = ({ name, title, score }: SurveyLine): string =>
  score
    ? row(
        `${name} ${tableCell(title)}`,
        tableCell(score.text),
        score.asked > 0
          ? `${answeredOf(score.answered, score.asked)} (${Math.round((100 * score.answered) / score.asked)}%)`
          : String(score.answered),
      )
    : row(`${name} ${tableCell(title)}`, 'fewer than five answers', '');

const scores = (surveys: readonly SurveyLine[]): string =>
  surveys.length === 0
    ? ''
    : [
        '### Surveys',
        '',
        row('Survey', 'Score', 'Answered'),
        row('---', '---', '---'),
        ...surveys.map(scoreRow),
      ].join('\n');

const group = ({ about, count, quotes }: Group): string => {
  const older = count - quotes.length;
  const rest = older > 0 ? [`And ${older} older.`] : [];
  return [`**${about}**`, ...quotes.map(quote), ...rest].join('\n\n');
};

const unquoted = (n: number): string =>
  n === 0
    ? ''
    : `${n} ${n === 1 ? 'piece of feedback stays' : 'pieces of feedback stay'} out of this file, because nobody agreed to be quoted.`;

const said = ({ groups, unquoted: n }: Summary): string =>
  groups.length + n === 0
    ? ''
    : ['### Pain points and suggestions', ...groups.map(group), unquoted(n)].filter(Boolean).join('\n\n');

const bug = ({ name, title, severity }: BugPart): string =>
  `- ${name}${title ? ` ${tableCell(title)}` : ''}${severity ? ` (${severity})` : ''}`;

const openBugs = (open: readonly BugPart[]): string =>
  open.length === 0 ? '' : `### Open bugs\n\n${open.map(bug).join('\n')}`;

const decided = (decisions: Summary['decisions']): string =>
  decisions.length === 0
    ? ''
    : [
        '### What was decided',
        ...decisions.map(({ day, kind, why }) => `**${day}: ${kind}**\n\n${escapeMarkdown(why)}`),
      ].join('\n\n');

/** How people took one release, as markdown. */
export function summaryText(summary: Summary): string {
  const silent = isSilent(summary);
  return [
    `## ${tableCell(summary.name)}`,
    state(summary),
    silent && !summary.reach ? '' : numbers(summary),
    silent ? 'Nobody has said anything about it yet.' : '',
    scores(summary.surveys),
    said(summary),
    openBugs(summary.bugs.open),
    decided(summary.decisions),
  ]
    .filter(Boolean)
    .join('\n\n');
}
