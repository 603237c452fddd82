import { dayIn } from '../../jobs/when.ts';
import type { DrawnDocument } from '../../outbox/publication.ts';
import { quote, tableCell } from '../../text/markdown.ts';
import { answersOf, type Bug, bugName, bySeverity, type HistoryRow, isOpen, reporterNames } from './bug.ts';

/** The list of all bugs. */
export const BUG_LIST = 'bugs/README.md';
/** Whether a path is the file of a bug. */
export const isBugPath = (path: string): boolean => /^bugs\/BUG-\d{4,}-[a-z0-9-]+\.md$/.test(path);

/** What the file of a bug is drawn from, beside the bug. */
export type Around = {
  readonly version: string | undefined;
  readonly original: number | undefined;
  readonly history: readonly HistoryRow[];
  /** The product's; days are told in it. */
  readonly timezone: string;
};

const iso = (at: number): string => new Date(at).toISOString();

const said = (bug: Bug, timezone: string): string => {
  const day = dayIn(timezone, bug.createdAt);
  if (bug.private) return 'Reported in a private channel. What was said stays there.';
  const who = bug.saidByName ? tableCell(bug.saidByName) : 'Somebody';
  if (bug.story === '') return `${who} posted a message without words on ${day}.`;
  return `${who} wrote on ${day}:\n\n${quote(bug.story)}`;
};

const happened = ({ at, name, did }: HistoryRow, timezone: string): string =>
  `- ${dayIn(timezone, at)}: ${tableCell(name)} ${tableCell(did)}`;

const solved = (bug: Bug): string => {
  const { yes, no } = answersOf(bug);
  return yes + no > 0 ? `\n\nSolved for ${yes} of ${yes + no} who answered.` : '';
};

/** The file of one bug: its facts as front matter, and its story. */
export const bugFile = (bug: Bug, { version, original, history, timezone }: Around): DrawnDocument => ({
  heading: `# ${bugName(bug)}\n`,
  placement: 'first',
  frontMatter: {
    id: bugName(bug),
    title: bug.title,
    status: bug.status,
    severity: bug.severity,
    release: version ?? null,
    reporters: reporterNames(bug),
    source: bug.link,
    assignee: bug.assigneeName,
    duplicate_of: original === undefined ? null : `BUG-${original}`,
    fixed_in: bug.fixedIn,
    reported: iso(bug.createdAt),
    updated: iso(bug.updatedAt),
  },
  sections: [
    {
      id: 'story',
      text: [
        `**${tableCell(bug.title)}**`,
        said(bug, timezone),
        `${history.map((one) => happened(one, timezone)).join('\n')}${solved(bug)}`,
      ].join('\n\n'),
    },
  ],
});

const row = (bug: Bug, timezone: string): string =>
  `| ${[
    `[${bugName(bug)}](${bug.path.replace(/^bugs\//, '')})`,
    tableCell(bug.title),
    bug.status,
    bug.severity ?? '',
    String(bug.reporters.length),
    tableCell(bug.assigneeName ?? ''),
    tableCell(bug.fixedIn ?? ''),
    dayIn(timezone, bug.updatedAt),
  ].join(' | ')} |`;

const table = (bugs: readonly Bug[], timezone: string): string =>
  [
    '| Bug | Title | Status | Severity | Reporters | Assignee | Fixed in | Updated |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...bugs.map((bug) => row(bug, timezone)),
  ].join('\n');

/** The list of all bugs: the open ones by severity, then the rest, newest first. */
export function listFile(all: readonly Bug[], timezone: string): DrawnDocument {
  const open = all.filter(isOpen).sort(bySeverity);
  const rest = all.filter((bug) => !isOpen(bug));
  return {
    heading: '# Bugs\n',
    placement: 'first',
    sections: [
      {
        id: 'bugs',
        text: [
          `${open.length} open, ${rest.length} closed.`,
          ...(open.length > 0 ? ['## Open', table(open, timezone)] : []),
          ...(rest.length > 0 ? ['## Closed', table(rest, timezone)] : []),
        ].join('\n\n'),
      },
    ],
  };
}
