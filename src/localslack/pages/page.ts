import { isObj, type Obj, obj, objs } from '../json.ts';
import type { Names } from '../text/names.ts';
import { blocksHtml, type Entered } from './blocks.ts';
import { textHtml } from './elements.ts';
import { Html, html } from './html.ts';
import { renderMessageHtml, type ShownMessage } from './message.ts';
import { style } from './style.ts';

/** A whole page that needs nothing beside itself. */
export function renderPage(title: string, workspace: string, body: Html): string {
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${new Html(style)}</style>`;
  const bar = html`<header class="bar"><a href="index.html">${workspace}</a></header>`;
  return html`<!DOCTYPE html><html lang="en"><head>${head}</head><body>${bar}<main>${body}</main></body></html>\n`
    .text;
}

/** A conversation with its messages and threads. */
export function renderChannelPage(
  channel: { title: string; messages: ShownMessage[]; note?: string },
  workspace: string,
  names: Names,
): string {
  const messages = channel.messages.map((message) => renderMessageHtml(message, names));
  const note = channel.note ? html`<p class="note">${channel.note}</p>` : undefined;
  const body = html`<h1>${channel.title}</h1>${note}${messages.length ? messages : html`<p class="note">Nothing here yet.</p>`}`;
  return renderPage(channel.title, workspace, body);
}

/** What was entered in a view, read from its state. */
function enteredIn(view: Obj): Entered {
  const entered: Entered = new Map();
  for (const [block, elements] of Object.entries(obj(obj(view.state).values))) {
    for (const [action, state] of Object.entries(obj(elements)))
      if (isObj(state)) entered.set(`${block}\n${action}`, state);
  }
  return entered;
}

/** A modal as it stands on the screen. */
export function renderModalHtml(view: Obj, names: Names): Html {
  const close = view.close ? textHtml(view.close, names) : html`Cancel`;
  const submit = view.submit
    ? html`<span class="button primary">${textHtml(view.submit, names)}</span>`
    : undefined;
  const inner = blocksHtml(objs(view.blocks), names, enteredIn(view));
  return html`<section class="sheet"><h1>${textHtml(view.title, names)}</h1><div class="inner">${inner}</div><footer><span class="button">${close}</span>${submit}</footer></section>`;
}

/** A page with one modal. */
export function renderModalPage(view: Obj, workspace: string, names: Names, note = ''): string {
  const title = String(obj(view.title).text ?? 'Modal');
  return renderPage(
    title,
    workspace,
    html`${note ? html`<p class="note">${note}</p>` : undefined}${renderModalHtml(view, names)}`,
  );
}

/** A page with one person's Home tab. */
export function renderHomePage(view: Obj, workspace: string, names: Names, person = ''): string {
  const title = person ? `Home of ${person}` : 'Home';
  return renderPage(
    title,
    workspace,
    html`<p class="note">${title}</p>${blocksHtml(objs(view.blocks), names, enteredIn(view))}`,
  );
}
