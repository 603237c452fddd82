import { type Bug, bugName, isOpen, isUntriaged } from '../bugs/index.ts';
import type { Criterion, ProductRecord } from '../criteria/index.ts';
import type { Decision } from '../decisions/index.ts';
import { ROLES, type Role } from '../people/index.ts';
import type { Judged } from './changes.ts';

/** What the holders of one role do next, the most pressing first. */
export type Actions = { readonly role: string; readonly actions: readonly string[] };

/** Actions of one role that a digest names. */
const MOST = 3;

/** Who takes the next action for a criterion that does not hold. */
const OWNERS: Readonly<Record<Criterion['id'], Role>> = {
  released: 'planner',
  feedback: 'advocate',
  reproducible: 'developer',
  tracked: 'developer',
  decided: 'planner',
};

const names = (bugs: readonly Bug[]): string =>
  bugs.length > 5
    ? `${bugs.slice(0, 5).map(bugName).join(', ')} and ${bugs.length - 5} more`
    : bugs.map(bugName).join(', ');

const about = (what: (bugs: string) => string, bugs: readonly Bug[]): string[] =>
  bugs.length > 0 ? [what(names(bugs))] : [];

const fromCriteria = (judged: Judged | undefined, role: Role): string[] =>
  (judged?.criteria ?? [])
    // Bugs that wait are named on their own; what is not known is left to the status.
    .filter(({ id, verdict }) => OWNERS[id] === role && verdict === 'fail' && id !== 'tracked')
    .flatMap(({ next }) => (next ? [next] : []));

function ofRole(record: ProductRecord, judged: Judged | undefined, due: readonly Decision[], role: Role) {
  const open = record.bugs.filter(isOpen);
  const pressing = open.filter(({ severity }) => severity === 'Blocker' || severity === 'Critical');
  const own: Readonly<Record<Role, readonly string[]>> = {
    planner: [
      ...about((bugs) => `Triage ${bugs} with /bugs triage.`, open.filter(isUntriaged)),
      ...due.slice(0, 1).map(({ release }) => {
        const version = record.releases.find(({ id }) => id === release)?.version;
        return `Look again at ${due.length === 1 ? 'the decision' : `the ${due.length} decisions`} due for review: /release decide${version ? ` ${version}` : ''}.`;
      }),
    ],
    developer: about((bugs) => `Fix ${bugs} before anything else.`, pressing),
    advocate: record.surveys
      .filter(({ state, asked, answered }) => state === 'open' && answered < asked)
      .map(
        ({ name, asked, answered }) =>
          `Remind ${asked - answered === 1 ? 'the one who has' : `the ${asked - answered} who have`} not answered: /survey remind ${name}.`,
      ),
    designer: about(
      (bugs) => `Look at ${bugs}: nobody is assigned.`,
      open.filter((bug) => !isUntriaged(bug) && bug.assignee === null),
    ),
  };
  return [...own[role], ...fromCriteria(judged, role)].slice(0, MOST);
}

/** What to do next by role, for one release under way; roles with nothing to do are left out. */
export const nextByRole = (
  record: ProductRecord,
  judged: Judged | undefined,
  due: readonly Decision[],
): Actions[] =>
  ROLES.map(({ id, label }) => ({ role: label, actions: ofRole(record, judged, due, id) })).filter(
    ({ actions }) => actions.length > 0,
  );
