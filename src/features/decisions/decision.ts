import { dayIn } from '../../jobs/when.ts';
import type { decisionTables } from './table.ts';

/** What can be decided about a release, in the order of the menu. */
export const KINDS = ['Go', 'No-go', 'Roll back', 'Hotfix', 'Iterate', 'Expand', 'Stop'] as const;
export type DecisionKind = (typeof KINDS)[number];

/** An entry of the logbook: what was decided, why, by whom, and when to look at it again. */
export type Decision = ReturnType<typeof decisionTables>['decisions']['$inferSelect'];

/** What a person enters about a decision. */
export type DecisionText = Pick<Decision, 'kind' | 'why' | 'risks' | 'reviewOn'>;

export const isKind = (text: string | undefined): text is DecisionKind => KINDS.some((kind) => kind === text);

/** Whether people looked at it again: on its review date or later they decided anew about the same release. */
const reviewed = (decision: Decision, all: readonly Decision[], timezone: string): boolean =>
  all.some(
    (later) =>
      later.id !== decision.id &&
      later.release === decision.release &&
      later.decidedAt >= decision.decidedAt &&
      dayIn(timezone, later.decidedAt) >= (decision.reviewOn ?? ''),
  );

/** The decisions whose review date has come and that nobody has looked at again since, the longest overdue first. */
export function due(all: readonly Decision[], timezone: string, now: number): Decision[] {
  const today = dayIn(timezone, now);
  return all
    .filter(({ reviewOn }) => reviewOn !== null && reviewOn <= today)
    .filter((decision) => !reviewed(decision, all, timezone))
    .sort((a, b) => (a.reviewOn ?? '').localeCompare(b.reviewOn ?? ''));
}

/** Whether the person who asks for a release is the only one who said go; `asker` is who announced or prepared it. */
export const decidedAlone = (
  decision: Decision,
  all: readonly Decision[],
  asker: string | undefined,
): boolean =>
  decision.kind === 'Go' &&
  decision.by === asker &&
  !all.some(({ kind, release, by }) => kind === 'Go' && release === decision.release && by !== asker);
