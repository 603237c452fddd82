import { RefusedFields } from '../../slack/errors.ts';
import { oneLine, shorten } from '../../slack/text.ts';
import type { bugTables } from './table.ts';

export type Severity = 'Blocker' | 'Critical' | 'Major' | 'Minor';
export const SEVERITIES: readonly Severity[] = ['Blocker', 'Critical', 'Major', 'Minor'];

/** Where a bug stands. The last two end it without triage: nobody flags it any more, or somebody said it is none. */
export type Status =
  | 'New'
  | 'Confirmed'
  | 'In progress'
  | 'Fixed'
  | "Won't fix"
  | 'Duplicate'
  | 'Withdrawn'
  | 'Not a bug';

/** The statuses that triage chooses among. */
export const TRIAGE_STATUSES: readonly Status[] = [
  'New',
  'Confirmed',
  'In progress',
  'Fixed',
  "Won't fix",
  'Duplicate',
];

/** What a reporter answered to "Solved for you?". */
export type Solved = 'yes' | 'no';

/** Another bug that may be the same one, with the words that both use. */
export type Alike = { readonly number: number; readonly title: string; readonly words: readonly string[] };

type Tables = ReturnType<typeof bugTables>;
export type BugRow = Tables['bugs']['$inferSelect'];
export type ReporterRow = Tables['bugReporters']['$inferSelect'];
export type HistoryRow = Tables['bugHistory']['$inferSelect'];

/** Something that does not work, with the people who flagged it. */
export type Bug = BugRow & {
  /** People, each once, first to last. */
  readonly reporters: readonly string[];
  readonly flags: readonly ReporterRow[];
};

/** How a bug is named everywhere: "BUG-7". */
export const bugName = (bug: Pick<BugRow, 'number'>): string => `BUG-${bug.number}`;

/** The number in "BUG-7", "bug 7", "#7" or "7"; undefined for anything else. */
export const bugNumber = (typed: string): number | undefined => {
  const found = /^(?:bug[-\s]?|#)?0*(\d{1,9})$/i.exec(typed.trim())?.[1];
  return found === undefined ? undefined : Number(found);
};

const TITLE = 120;

/** The title that a message gives: its first line with words, shortened. */
export const titleOf = (text: string): string => {
  const line = text.split('\n').find((one) => /[\p{L}\p{N}]/u.test(one)) ?? '';
  return shorten(oneLine(line), TITLE) || 'A message without words';
};

/** The title of what was said where not everybody can read, until somebody gives it another. */
export const PRIVATE_TITLE = 'Reported in a private channel';

/** Whether work on it may still be needed. */
export const isOpen = (bug: Pick<BugRow, 'status'>): boolean =>
  bug.status === 'New' || bug.status === 'Confirmed' || bug.status === 'In progress';

/** Whether it waits for somebody to look at it. */
export const isUntriaged = (bug: Pick<BugRow, 'status' | 'triagedAt'>): boolean =>
  isOpen(bug) && bug.triagedAt === null;

/** A bug with its reporters counted, each once. */
export const withReporters = (row: BugRow, flags: readonly ReporterRow[]): Bug => ({
  ...row,
  flags,
  reporters: [...new Set(flags.map((flag) => flag.person))],
});

/** The names of the reporters, each once. */
export const reporterNames = (bug: Pick<Bug, 'flags'>): string[] => [
  ...new Map(bug.flags.map((flag) => [flag.person, flag.name])).values(),
];

/** How many reporters said that it is solved, and that it is not. */
export const answersOf = (bug: Pick<Bug, 'flags'>): { yes: number; no: number } => {
  const said = new Map<string, Solved>();
  for (const flag of bug.flags) if (flag.solved) said.set(flag.person, flag.solved);
  const all = [...said.values()];
  return {
    yes: all.filter((answer) => answer === 'yes').length,
    no: all.filter((answer) => answer === 'no').length,
  };
};

/** Open bugs by severity, the worst first, those without one last; the oldest first among equals. */
export const bySeverity = (a: BugRow, b: BugRow): number => {
  const rank = (bug: BugRow): number =>
    bug.severity === null ? SEVERITIES.length : SEVERITIES.indexOf(bug.severity);
  return rank(a) - rank(b) || a.number - b.number;
};

/** What a person decides in triage. */
export type Triage = Pick<
  BugRow,
  'title' | 'severity' | 'status' | 'assignee' | 'assigneeName' | 'duplicateOf' | 'fixedIn'
>;

/** Whether calling `bug` a duplicate of `target` would lead back to `bug`. */
export function leadsBack(
  bug: Pick<BugRow, 'id'>,
  target: string,
  all: readonly Pick<BugRow, 'id' | 'duplicateOf'>[],
): boolean {
  const of = new Map(all.map((one) => [one.id, one.duplicateOf]));
  const seen = new Set<string>();
  for (let at: string | null | undefined = target; at && !seen.has(at); at = of.get(at)) {
    if (at === bug.id) return true;
    seen.add(at);
  }
  return false;
}

/** The status and the original that a triage means: choosing an original makes it a duplicate, leaving the status ends that. */
export function decided(bug: BugRow, triage: Triage, all: readonly BugRow[]): Triage {
  const { duplicateOf } = triage;
  const ended = bug.status === 'Duplicate' && triage.status !== 'Duplicate';
  if (triage.status === 'Duplicate' && !duplicateOf)
    throw new RefusedFields({ same_as: 'Write which bug it is the same as, such as BUG-3.' });
  if (!duplicateOf || ended) return { ...triage, duplicateOf: null };
  if (duplicateOf === bug.id) throw new RefusedFields({ same_as: 'A bug cannot be the same as itself.' });
  if (leadsBack(bug, duplicateOf, all))
    throw new RefusedFields({ same_as: `That bug is called the same as ${bugName(bug)} already.` });
  return { ...triage, status: 'Duplicate' };
}

/** The bug after people decided about it. */
export const triaged = (bug: Bug, triage: Triage, at: number): Bug => ({
  ...bug,
  ...triage,
  triagedAt: bug.triagedAt ?? at,
  updatedAt: at,
  triages: bug.triages + 1,
  fixes: triage.status === 'Fixed' && bug.status !== 'Fixed' ? bug.fixes + 1 : bug.fixes,
});

/** The status after somebody flags it: what was withdrawn comes back, the rest stays as people decided. */
export const afterFlag = (bug: Pick<BugRow, 'status'>): Status =>
  bug.status === 'Withdrawn' ? 'New' : bug.status;

/** What taking a flag back means: the last one withdraws a bug that nobody has touched, and stays on one that somebody has. */
export function afterUnflag(
  bug: Pick<Bug, 'status' | 'triagedAt' | 'flags'>,
  person: string,
  by: string,
): { readonly flags: readonly ReporterRow[]; readonly status: Status } {
  const left = bug.flags.filter((flag) => flag.person !== person || flag.by !== by);
  if (left.length > 0) return { flags: left, status: bug.status };
  if (isUntriaged(bug)) return { flags: [], status: 'Withdrawn' };
  return { flags: bug.flags, status: bug.status };
}

/** What changed between two states of a bug, as a sentence that follows a name; empty when nothing did. */
export function changeOf(before: BugRow, after: BugRow, nameOf: (id: string) => string): string {
  const said = (value: string | null): string => value ?? 'none';
  const line = (label: string, from: string | null, to: string | null): string[] =>
    from === to ? [] : [`${label}: ${said(from)} → ${said(to)}`];
  const original = (id: string | null): string | null => id && nameOf(id);
  return [
    ...line('Status', before.status, after.status),
    ...line('Severity', before.severity, after.severity),
    ...line('Title', before.title, after.title),
    ...line('Assignee', before.assigneeName, after.assigneeName),
    ...line('Fixed in', before.fixedIn, after.fixedIn),
    ...line('Same as', original(before.duplicateOf), original(after.duplicateOf)),
  ].join('. ');
}

/** The reaction that flags a bug. */
export const BUG_EMOJI = 'bug';

/** Whether a reaction flags a bug, in whatever skin tone. */
export const flagsBug = (reaction: string): boolean => reaction.split('::')[0] === BUG_EMOJI;
