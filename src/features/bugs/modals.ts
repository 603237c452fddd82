import type { Entered } from '../../slack/answers.ts';
import { actions, button, context, type ModalView, modal, section } from '../../slack/blocks.ts';
import { RefusedFields } from '../../slack/errors.ts';
import { longTextFields, personField, selectField, textField } from '../../slack/inputs.ts';
import { codePoints, escapeText, escapeWithin, oneLine } from '../../slack/text.ts';
import { parseVersion } from '../releases/index.ts';
import {
  type Bug,
  bugName,
  bugNumber,
  SEVERITIES,
  type Severity,
  type Status,
  TRIAGE_STATUSES,
} from './bug.ts';

import { NO_WORDS } from './views.ts';

export const REPORT = 'bugs.report';
export const TRIAGE_BUG = 'bugs.triage_bug';
export const SAME_BUG = 'bugs.same_bug';
export const WALK = 'bugs.walk';

const TITLE_LIMIT = 140;
const choices = <T extends string>(values: readonly T[]) => values.map((value) => ({ label: value, value }));

/** The modal "Report a bug"; `said` is the message that it is about. */
export const reportModal = (about: string, said: string): ModalView =>
  modal({
    id: REPORT,
    title: 'Report a bug',
    submit: 'Report',
    about,
    blocks: [
      ...longTextFields('what', 'What happened', { value: said }),
      textField('expected', 'What did you expect', { lines: true, optional: true }),
      selectField('severity', 'Severity', choices(SEVERITIES), { optional: true }),
    ],
  });

/** What a person reports. */
export type Report = { readonly story: string; readonly severity: Severity | null };

const isSeverity = (text: string | undefined): text is Severity => SEVERITIES.some((one) => one === text);
const isStatus = (text: string | undefined): text is Status => TRIAGE_STATUSES.some((one) => one === text);

/** Reads the modal "Report a bug". */
export function readReport(entered: Entered): Report {
  const what = entered.long('what').trim();
  if (what === '') throw new RefusedFields({ what: 'Write what happened.' });
  const expected = entered.one('expected');
  const severity = entered.one('severity');
  return {
    story: expected ? `${what}\n\nExpected: ${expected}` : what,
    severity: isSeverity(severity) ? severity : null,
  };
}

/** Where a bug stands in a walk through those not yet triaged. */
export type Walk = {
  readonly at: number;
  readonly of: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

const walkBlocks = (walk: Walk) => {
  const turns = [
    ...(walk.before ? [button('Previous', `${WALK}/previous`, walk.before)] : []),
    ...(walk.after ? [button('Next', `${WALK}/next`, walk.after)] : []),
  ];
  return [
    context(`${walk.at} of ${walk.of} not triaged yet.`),
    ...(turns.length > 0 ? [actions(...turns)] : []),
  ];
};

/**
 * The name of a field in the modal of one bug. Slack keeps what was entered at a field of the same name when a modal
 * takes another's place, so each bug has its own names.
 */
const at = (bug: Pick<Bug, 'number'>, field: string): string => `${field}.${bug.number}`;

const storyBlocks = (bug: Bug) => [
  section(bug.private ? 'Reported in a private channel.' : escapeWithin(bug.story, 1500) || NO_WORDS),
  context(
    [
      bug.link ? `<${escapeText(bug.link)}|Open the message>` : '',
      `${bug.reporters.length} ${bug.reporters.length === 1 ? 'reporter' : 'reporters'}`,
    ]
      .filter(Boolean)
      .join(' · '),
  ),
];

/** The modal "Triage BUG-1". Its name for the submit is the bug, and the triage that it was opened at. */
export const triageModal = (bug: Bug, original: number | undefined, walk?: Walk): ModalView =>
  modal({
    id: TRIAGE_BUG,
    title: `Triage ${bugName(bug)}`,
    submit: walk?.after ? 'Save and go on' : 'Save',
    about: `${bug.id} ${bug.triages}${walk ? ' walk' : ''}`,
    blocks: [
      ...(walk ? walkBlocks(walk) : []),
      ...storyBlocks(bug),
      textField(at(bug, 'title'), 'Title', { value: bug.title, most: TITLE_LIMIT }),
      selectField(at(bug, 'severity'), 'Severity', choices(SEVERITIES), {
        value: bug.severity ?? undefined,
        optional: true,
      }),
      selectField(at(bug, 'status'), 'Status', choices(TRIAGE_STATUSES), {
        value: isStatus(bug.status) ? bug.status : 'New',
      }),
      personField(at(bug, 'assignee'), 'Assignee', { value: bug.assignee ?? undefined, optional: true }),
      textField(at(bug, 'fixed_in'), 'Fixed in', {
        value: bug.fixedIn ?? undefined,
        optional: true,
        most: 100,
        placeholder: '1.4.1',
      }),
      textField(at(bug, 'same_as'), 'Same as', {
        value: original === undefined ? undefined : `BUG-${original}`,
        optional: true,
        most: 20,
        placeholder: 'BUG-3',
      }),
    ],
  });

/** What was entered in triage, before the people and bugs that it names are found. */
export type TriageEntry = {
  readonly title: string;
  readonly severity: Severity | null;
  readonly status: Status;
  readonly assignee: string | null;
  readonly fixedIn: string | null;
  readonly sameAs: number | undefined;
};

/** Moves refusals to the fields of the bug whose modal it is. */
export const refusedAt = (
  bug: Pick<Bug, 'number'>,
  fields: Readonly<Record<string, string>>,
): RefusedFields =>
  new RefusedFields(Object.fromEntries(Object.entries(fields).map(([field, why]) => [at(bug, field), why])));

/** Reads the modal "Triage BUG-1"; all problems are said at once. */
export function readTriage(bug: Pick<Bug, 'number' | 'title'>, entered: Entered): TriageEntry {
  const one = (field: string): string | undefined => entered.one(at(bug, field));
  const problems: Record<string, string> = {};
  const title = oneLine(one('title') ?? '');
  if (title === '') problems['title'] = 'Give it a title.';
  if (codePoints(title) > TITLE_LIMIT) problems['title'] = `At most ${TITLE_LIMIT} characters.`;
  const version = one('fixed_in');
  const fixedIn = version ? parseVersion(version) : null;
  if (fixedIn === undefined)
    problems['fixed_in'] = 'Herald cannot read this version. Write it like 1.4.0 or v1.4.0-rc.1.';
  const same = one('same_as');
  const sameAs = same === undefined ? undefined : bugNumber(same);
  if (same !== undefined && sameAs === undefined) problems['same_as'] = 'Write the bug as BUG-3.';
  if (Object.keys(problems).length > 0) throw refusedAt(bug, problems);
  const severity = one('severity');
  const status = one('status');
  return {
    title,
    severity: isSeverity(severity) ? severity : null,
    status: isStatus(status) ? status : 'New',
    assignee: one('assignee') ?? null,
    fixedIn: fixedIn ?? null,
    sameAs,
  };
}

const MOST_OPTIONS = 100;

/** The modal that says which bug this one is the same as. */
export const sameModal = (bug: Bug, others: readonly Bug[]): ModalView =>
  modal({
    id: SAME_BUG,
    title: `${bugName(bug)} is the same as`,
    submit: 'Save',
    about: `${bug.id} ${bug.triages}`,
    blocks: [
      section(escapeText(bug.title)),
      selectField(
        'same_as',
        'Same as',
        others.slice(0, MOST_OPTIONS).map((other) => ({
          label: `${bugName(other)} ${other.title}`,
          value: other.id,
        })),
        { hint: 'It is then closed as a duplicate. Triage it again to undo this.' },
      ),
    ],
  });

/** Reads which bug was chosen as the same. */
export function readSame(entered: Entered): string {
  const chosen = entered.one('same_as');
  if (!chosen) throw new RefusedFields({ same_as: 'Choose a bug.' });
  return chosen;
}
