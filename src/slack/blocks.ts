import type {
  ActionsBlockElement,
  Block,
  Button,
  KnownBlock,
  ModalView,
  PlainTextElement,
} from '@slack/types';
import { escapeText, pieces, shorten } from './text.ts';

export type Blocks = KnownBlock[];
export type { KnownBlock, ModalView };

/** A message: blocks for the eye, and `text` with everything essential for screen readers and notifications. */
export type Message = { readonly text: string; readonly blocks: Blocks };

const SECTION_LIMIT = 3000;
const HEADER_LIMIT = 150;
const BUTTON_LIMIT = 75;

/** Text shown as it is; nothing in it has a meaning to Slack. */
export const plain = (text: string, most = SECTION_LIMIT): PlainTextElement => ({
  type: 'plain_text',
  text: shorten(text, most) || ' ',
  emoji: true,
});

const verbatim = (text: string) => ({ type: 'mrkdwn' as const, text: text || ' ', verbatim: true });

/** A heading in large type. */
export const header = (text: string): KnownBlock => ({ type: 'header', text: plain(text, HEADER_LIMIT) });

/** A paragraph of mrkdwn; what a person typed must have been escaped. Longer text than Slack takes is cut with "…". */
export const section = (mrkdwn: string): KnownBlock => ({
  type: 'section',
  text: verbatim(shorten(mrkdwn, SECTION_LIMIT)),
});

/** As many paragraphs as the mrkdwn needs; nothing is cut. */
export const sections = (mrkdwn: string): Blocks => pieces(mrkdwn, SECTION_LIMIT).map(section);

/** A paragraph with a button beside it. */
export const sectionWith = (mrkdwn: string, accessory: Button): KnownBlock => ({
  type: 'section',
  text: verbatim(shorten(mrkdwn, SECTION_LIMIT)),
  accessory,
});

/** Small grey text. */
export const context = (mrkdwn: string): KnownBlock => ({
  type: 'context',
  elements: [verbatim(shorten(mrkdwn, SECTION_LIMIT))],
});

/** A line across. */
export const divider = (): KnownBlock => ({ type: 'divider' });

/** A row of buttons and menus. */
export const actions = (...elements: ActionsBlockElement[]): KnownBlock => ({ type: 'actions', elements });

/** A button; `value` comes back when it is pressed. */
export const button = (
  label: string,
  actionId: string,
  value: string,
  style?: 'primary' | 'danger',
): Button => ({
  type: 'button',
  text: plain(label, BUTTON_LIMIT),
  action_id: actionId,
  value,
  ...(style ? { style } : {}),
});

/** A button that asks before it acts. */
export const buttonAsking = (
  made: Button,
  ask: { title: string; text: string; yes: string; no: string },
): Button => ({
  ...made,
  confirm: {
    title: plain(ask.title, 100),
    text: plain(ask.text, 300),
    confirm: plain(ask.yes, 30),
    deny: plain(ask.no, 30),
  },
});

/** A message of one paragraph that Herald itself wrote: its mrkdwn counts. */
export const say = (mrkdwn: string): Message => ({ text: mrkdwn, blocks: sections(mrkdwn) });

/** A modal. `about` comes back with the submit and is only ever the id of a record. */
export const modal = (view: {
  id: string;
  title: string;
  submit?: string;
  close?: string;
  about?: string;
  blocks: Blocks;
}): ModalView => ({
  type: 'modal',
  callback_id: view.id,
  title: plain(view.title, 24),
  ...(view.submit ? { submit: plain(view.submit, 24) } : {}),
  close: plain(view.close ?? (view.submit ? 'Cancel' : 'Close'), 24),
  private_metadata: view.about ?? '',
  blocks: view.blocks,
});

/** How a person is named in mrkdwn; Slack shows the name that each reader knows. */
export const person = (id: string): string => (/^[UW][A-Z0-9]+$/.test(id) ? `<@${id}>` : escapeText(id));

/** How a channel is named in mrkdwn. */
export const channel = (id: string): string => (/^[CG][A-Z0-9]+$/.test(id) ? `<#${id}>` : escapeText(id));

/** A moment in the reader's own time zone; the fallback says it in UTC. */
export const moment = (at: number, form = '{date_short_pretty} at {time}'): string =>
  `<!date^${Math.floor(at / 1000)}^${form}|${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC>`;

export type { Block };
