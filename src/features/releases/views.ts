import type { Entered } from '../../slack/answers.ts';
import {
  context,
  header,
  type Message,
  type ModalView,
  modal,
  section,
  sections,
} from '../../slack/blocks.ts';
import { Refused, RefusedFields } from '../../slack/errors.ts';
import { dateField, longTextFields, selectField, textField } from '../../slack/inputs.ts';
import { toMrkdwn } from '../../slack/mrkdwn.ts';
import { codePoints, escapeText, oneLine, pieces } from '../../slack/text.ts';
import type { NotesDraft } from './draft.ts';
import { parseVersion, type ReleaseText, STAGES, type Stage } from './release.ts';

export const NEW_RELEASE = 'releases.new';
const TITLE_LIMIT = 140;

/** What a modal about a release begins with. */
export type ReleaseDraft = { readonly version: string } & ReleaseText;

const stageChoices = STAGES.map((stage) => ({ label: stage, value: stage }));

const drawnFrom = ({ entries, from }: Extract<NotesDraft, { markdown: string }>): string =>
  `${entries} ${entries === 1 ? 'change' : 'changes'} since ${/^[0-9a-f]{40}$/.test(from) ? 'the first commit' : from}`;

/** Says where the notes in a modal come from, or why there are none. */
export const draftHint = (drafted: NotesDraft | undefined): string => {
  if (!drafted) return 'Markdown. Herald is reading the commits…';
  if ('reason' in drafted) return `Markdown. ${drafted.reason}`;
  return `Markdown. Drafted from ${drawnFrom(drafted)}: edit it for the people who read it.`;
};

/** The fields "What's new", as many as the text needs. `round` tells a filled field from the empty one it replaces. */
export const notesFields = (notes: string, hint: string, round = 'value') =>
  longTextFields('notes', "What's new", { value: notes, hint, optional: true, action: round });

export const stageField = (stage: Stage) => selectField('stage', 'Stage', stageChoices, { value: stage });
export const versionField = (version: string) =>
  textField('version', 'Version', { value: version, placeholder: '1.4.0', most: 100 });
export const titleField = (title: string) =>
  textField('title', 'Title', {
    value: title,
    placeholder: 'Faster exports',
    most: TITLE_LIMIT,
    optional: true,
  });

/** The modal "New release"; `about` is the release's id and change when an existing one is edited. */
export const releaseModal = (about: string, draft: ReleaseDraft, hint: string, round?: string): ModalView =>
  modal({
    id: NEW_RELEASE,
    title: 'New release',
    submit: 'Save',
    about,
    blocks: [
      versionField(draft.version),
      titleField(draft.title),
      stageField(draft.stage),
      ...notesFields(draft.notes, hint, round),
      ...longTextFields('how_to', 'How to use it', { value: draft.howTo, optional: true }),
      ...longTextFields('rollback', 'Rollback plan', { value: draft.rollback, optional: true }),
      dateField('planned_for', 'Release date', { value: draft.plannedFor ?? undefined, optional: true }),
    ],
  });

const isStage = (text: string | undefined): text is Stage => STAGES.some((stage) => stage === text);

/** Reads the title of a release: one line of at most 140 characters. */
export function readTitle(entered: Entered): string {
  const title = oneLine(entered.one('title') ?? '');
  if (codePoints(title) > TITLE_LIMIT)
    throw new Refused(
      `At most ${TITLE_LIMIT} characters; this has ${codePoints(title).toLocaleString('en')}.`,
      'title',
    );
  return title;
}

/** Reads what the modals about a release share; all problems are said at once, each at its field. */
export function readRelease(entered: Entered): ReleaseDraft {
  const problems: Record<string, string> = {};
  const version = parseVersion(entered.one('version') ?? '');
  if (!version) problems['version'] = 'Herald cannot read this version. Write it like 1.4.0 or v1.4.0-rc.1.';
  let title = '';
  try {
    title = readTitle(entered);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    problems['title'] = error.message;
  }
  const stage = entered.one('stage');
  if (Object.keys(problems).length > 0) throw new RefusedFields(problems);
  return {
    version: version ?? '',
    title,
    stage: isStage(stage) ? stage : 'Internal',
    notes: entered.long('notes'),
    howTo: entered.long('how_to'),
    rollback: entered.long('rollback'),
    plannedFor: entered.one('planned_for') ?? null,
  };
}

/** The draft of release notes, for the person who asked. */
export function notesMessage(product: string, drafted: NotesDraft): Message {
  if ('reason' in drafted) {
    const reason = escapeText(drafted.reason);
    return { text: reason, blocks: [section(reason)] };
  }
  const notes = toMrkdwn(drafted.markdown);
  const [first = '', ...more] = pieces(notes, 9000);
  const rest = more.length > 0 ? ' The draft goes on; `/release announce` opens all of it for editing.' : '';
  const lead = `Drafted from ${escapeText(drawnFrom(drafted))}.${rest}`;
  return {
    text: `${lead}\n${first}`,
    blocks: [header(`What's new in ${product}`), context(lead), ...sections(first)],
  };
}
