import { type Obj, objs, str } from '../json.ts';
import type { Names } from '../text/names.ts';
import { blocksHtml } from './blocks.ts';
import { emoji } from './emoji.ts';
import { type Html, html } from './html.ts';
import { mrkdwnHtml } from './mrkdwn.ts';

/** What a page needs to know of a message. */
export interface ShownMessage {
  author: string;
  isApp: boolean;
  ts: string;
  text: string;
  blocks: Obj[];
  attachments?: Obj[];
  files?: { title: string; picture?: string | undefined }[];
  reactions?: Record<string, string[]>;
  edited?: boolean;
  onlyFor?: string | undefined;
  thread?: ShownMessage[];
}

const COLOURS = ['#4a154b', '#1264a3', '#007a5a', '#c0392b', '#8e5a00', '#3b5998', '#6b4fa0', '#00798c'];

function avatar(name: string, isApp: boolean): Html {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  const colour = isApp ? COLOURS[0] : COLOURS[1 + (sum % (COLOURS.length - 1))];
  return html`<div class="avatar" style="background:${colour ?? ''}" aria-hidden="true">${[...name][0]?.toUpperCase() ?? ''}</div>`;
}

/** The time of a message as hours and minutes. */
function clock(ts: string): string {
  return new Date(Number(ts) * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Renders a message as Slack shows it, with its reactions and thread. */
export function renderMessageHtml(message: ShownMessage, names: Names): Html {
  const badge = message.isApp ? html`<span class="badge">APP</span>` : undefined;
  const who = html`<span class="who">${message.author}</span>${badge}<time class="at">${clock(message.ts)}</time>`;
  const only = message.onlyFor
    ? html`<div class="only">👁 Only visible to ${message.onlyFor}</div>`
    : undefined;
  const edited = message.edited ? html` <span class="edited">(edited)</span>` : undefined;
  return html`<div class="message">${avatar(message.author, message.isApp)}<div class="what">${only}<div>${who}</div>${content(message, names)}${edited}${extras(message, names)}</div></div>`;
}

function content(message: ShownMessage, names: Names): Html {
  const body = message.blocks.length
    ? blocksHtml(message.blocks, names)
    : html`<div class="block">${mrkdwnHtml(message.text, names)}</div>`;
  const attached = (message.attachments ?? []).map(
    (one) =>
      html`<div class="attachment">${one.text ? mrkdwnHtml(str(one.text), names) : undefined}${blocksHtml(objs(one.blocks), names)}</div>`,
  );
  return html`${body}${attached}`;
}

function extras(message: ShownMessage, names: Names): Html {
  const files = (message.files ?? []).map((file) =>
    file.picture
      ? html`<div><img class="image" src="${file.picture}" alt="${file.title}"></div>`
      : html`<div class="file">📄 ${file.title}</div>`,
  );
  const reactions = Object.entries(message.reactions ?? {}).map(
    ([name, users]) => html`<span class="reaction">${emoji(name)} ${users.length}</span>`,
  );
  const thread = message.thread ?? [];
  const replies = thread.map((reply) => renderMessageHtml(reply, names));
  const count = thread.length === 1 ? '1 reply' : `${thread.length} replies`;
  return html`${files}${reactions.length ? html`<div class="reactions">${reactions}</div>` : undefined}${thread.length ? html`<details class="thread" open><summary>${count}</summary>${replies}</details>` : undefined}`;
}
