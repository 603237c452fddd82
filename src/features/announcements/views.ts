import type { GroupProgress } from '../../outbox/store.ts';
import type { Entered } from '../../slack/answers.ts';
import {
  actions,
  button,
  channel,
  context,
  header,
  type Message,
  type ModalView,
  modal,
  moment,
  person,
  say,
  section,
  sections,
} from '../../slack/blocks.ts';
import { destinationsField, momentField, peopleField } from '../../slack/inputs.ts';
import { toMrkdwn } from '../../slack/mrkdwn.ts';
import { escapeText, oneLine, pieces } from '../../slack/text.ts';
import type { Product } from '../products/index.ts';
import {
  notesFields,
  type Release,
  type ReleaseDraft,
  stageField,
  titleField,
  versionField,
} from '../releases/index.ts';
import { type Announcement, counted } from './announcement.ts';

export const ANNOUNCE = 'announcements.announce';
/** Pressed on an announcement; the value is the release's id. */
export const GIVE_FEEDBACK = 'announcements.give_feedback';
/** Pressed on an announcement; the value is the release's id. */
export const REPORT_BUG = 'announcements.report_bug';
export const GOT_IT = 'announcements.got_it';
/** Pressed on the progress message; the value is the announcement's id. */
export const TRY_AGAIN = 'announcements.try_again';

/** Characters of an announcement's body that fit in one message with all else; Slack takes about 13,200 in all. */
const BODY_LIMIT = 8000;

/** The modal "Announce release"; `about` is the product's id. */
export const announceModal = (
  about: string,
  draft: ReleaseDraft,
  hint: string,
  sendTo: readonly string[],
  round?: string,
): ModalView =>
  modal({
    id: ANNOUNCE,
    title: 'Announce release',
    submit: 'Announce',
    about,
    blocks: [
      versionField(draft.version),
      titleField(draft.title),
      ...notesFields(draft.notes, hint, round),
      stageField(draft.stage),
      destinationsField('to', 'Send to', {
        values: sendTo,
        optional: true,
        hint: 'Channels and people. Herald must be in a channel to post there.',
      }),
      peopleField('people', 'More people', { optional: true, hint: 'Each gets a direct message.' }),
      momentField('send_at', 'Send at', { optional: true, hint: 'Left empty: now.' }),
    ],
  });

/** What was entered about where and when to announce. `sendAt` is in milliseconds. */
export const readAudience = (entered: Entered): { to: string[]; sendAt: number | undefined } => {
  const seconds = Number(entered.one('send_at') ?? Number.NaN);
  return {
    to: [...new Set([...entered.many('to'), ...entered.many('people')])],
    sendAt: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  };
};

const bodyOf = (release: Release): string =>
  [toMrkdwn(release.notes), release.howTo ? `*How to use it*\n${toMrkdwn(release.howTo)}` : '']
    .filter(Boolean)
    .join('\n\n');

const headline = (product: Pick<Product, 'name'>, release: Release): string =>
  `${product.name} ${release.version}${release.title ? `: ${release.title}` : ''}`;

/** The card of a release, and what of its notes continues in the thread. */
export function announcementMessages(
  product: Pick<Product, 'name'>,
  release: Release,
  by: string,
): { card: Message; more: Message[] } {
  const [first = '', ...rest] = pieces(bodyOf(release), BODY_LIMIT);
  const title = headline(product, release);
  const where = `${release.stage} release, announced by ${person(by)}`;
  const continued = rest.length > 0 ? [context('The notes continue in the thread.')] : [];
  const card: Message = {
    text: `${escapeText(oneLine(title))}\n${where}\n${first}`,
    blocks: [
      header(title),
      context(where),
      ...(first.trim() ? sections(first) : []),
      ...continued,
      actions(
        button('Give feedback', GIVE_FEEDBACK, release.id, 'primary'),
        button('Report a bug', REPORT_BUG, release.id),
        button('Got it', GOT_IT, release.id),
      ),
    ],
  };
  return { card, more: rest.map((text) => say(text)) };
}

const destination = (id: string): string => (/^[UW]/.test(id) ? person(id) : channel(id));

const MOST_FAILURES = 20;

function failureLines(progress: GroupProgress): string[] {
  const shown = progress.failures
    .slice(0, MOST_FAILURES)
    .map((failure) => `• ${destination(failure.destination)}: ${escapeText(failure.reason)}`);
  const hidden = progress.failed - shown.length;
  return hidden > 0 ? [...shown, `• and ${hidden} more`] : shown;
}

/** The message that shows whoever announced how far it has come. */
export function progressMessage(
  announcement: Announcement,
  release: Pick<Release, 'version'>,
  progress: GroupProgress,
  now: number,
): Message {
  const audience = counted(announcement.channels, announcement.people);
  const numbers = `${progress.standing} sent, ${progress.failed} failed, ${progress.left} left`;
  const version = escapeText(release.version);
  const done = progress.left === 0;
  const waiting = announcement.sendAt > now && progress.standing === 0;
  const lead = done
    ? `*Announced ${version}* to ${audience}: ${numbers}.`
    : waiting
      ? `*${version} goes out ${moment(announcement.sendAt)}* to ${audience}: ${numbers}.`
      : `*Announcing ${version}* to ${audience}: ${numbers}.`;
  const failures = failureLines(progress);
  const broken = done && progress.failed > 0;
  const advice = broken ? ['Mend what is named, then press "Try again".'] : [];
  const text = [lead, ...failures, ...advice].join('\n');
  const again = broken ? [actions(button('Try again', TRY_AGAIN, announcement.id))] : [];
  return { text, blocks: [...sections(text), ...again] };
}

/** Said to a person who pressed "Got it". */
export const gotItNote = (release: Pick<Release, 'version'>): Message => {
  const text = `Noted: you have read about ${escapeText(release.version)}.`;
  return { text, blocks: [section(text)] };
};
