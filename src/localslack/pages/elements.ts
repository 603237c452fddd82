import { isObj, list, type Obj, obj, objs, str } from '../json.ts';
import type { Names } from '../text/names.ts';
import { initialState, stateValue } from '../world/state.ts';
import { type Html, html } from './html.ts';
import { mrkdwnHtml, plainHtml } from './mrkdwn.ts';

/** Renders a text object. */
export function textHtml(value: unknown, names: Names): Html {
  if (!isObj(value)) return html``;
  return value.type === 'mrkdwn' ? mrkdwnHtml(str(value.text), names) : plainHtml(str(value.text));
}

/** Renders an interactive element or an element of a context block; `state` is what it holds. */
export function elementHtml(element: Obj, names: Names, state = initialState(element)): Html {
  const type = str(element.type);
  if (type === 'mrkdwn' || type === 'plain_text') return html`<span>${textHtml(element, names)}</span>`;
  if (type === 'image') return pictureHtml(element, 'thumb');
  if (type === 'button' || type === 'workflow_button')
    return html`<span class="button ${str(element.style)}">${textHtml(element.text, names)}</span>`;
  if (type === 'icon_button') return html`<span class="button">${textHtml(element.text, names)}</span>`;
  if (type === 'feedback_buttons') {
    const buttons = ['positive_button', 'negative_button'].map(
      (key) => html`<span class="button">${textHtml(obj(element[key]).text, names)}</span>`,
    );
    return html`${buttons}`;
  }
  if (type === 'overflow') return html`<span class="button overflow" title="More actions">⋯</span>`;
  if (type === 'radio_buttons' || type === 'checkboxes') return choicesHtml(element, names, state);
  if (type === 'file_input') return html`<span class="field">Add files</span>`;
  if (/input$/.test(type)) return fieldHtml(element, names, state);
  return menuHtml(element, names, state);
}

/** Renders a picture; pictures are named, not fetched, so that a page stands alone. */
export function pictureHtml(element: Obj, kind: string): Html {
  const url = str(element.image_url);
  const alt = str(element.alt_text);
  return url.startsWith('data:')
    ? html`<img class="${kind}" src="${url}" alt="${alt}">`
    : html`<span class="${kind} picture" role="img" aria-label="${alt}">${kind === 'thumb' ? '🖼' : `🖼 ${alt}`}</span>`;
}

function chosenOptions(state: Obj | undefined): Obj[] {
  const value = state && stateValue(state);
  return Array.isArray(value) ? objs(value) : isObj(value) ? [value] : [];
}

function choicesHtml(element: Obj, names: Names, state: Obj | undefined): Html {
  const chosen = new Set(chosenOptions(state).map((option) => str(option.value)));
  const kind = element.type === 'checkboxes' ? 'check' : 'radio';
  const rows = objs(element.options).map((option) => {
    const on = chosen.has(str(option.value)) ? ' on' : '';
    const note = option.description ? html`<small>${textHtml(option.description, names)}</small>` : undefined;
    return html`<li><i class="${kind}${on}"></i><span>${textHtml(option.text, names)}${note}</span></li>`;
  });
  return html`<ul class="choices">${rows}</ul>`;
}

function fieldHtml(element: Obj, names: Names, state: Obj | undefined): Html {
  const value = state && stateValue(state);
  const text = typeof value === 'string' ? value : isObj(value) ? richWords(value) : '';
  const shown = text
    ? plainHtml(text)
    : html`<span class="placeholder">${textHtml(element.placeholder, names)}</span>`;
  const tall = element.multiline === true || element.type === 'rich_text_input' ? ' tall' : '';
  return html`<span class="field${tall}">${shown}</span>`;
}

function richWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(richWords).join('');
  return isObj(value) ? str(value.text) + richWords(value.elements) : '';
}

function menuHtml(element: Obj, names: Names, state: Obj | undefined): Html {
  const value = state && stateValue(state);
  const values = (Array.isArray(value) ? list(value) : [value]).filter(
    (one) => one !== null && one !== undefined,
  );
  const many = str(element.type).startsWith('multi_');
  const shown = values.map((one) => {
    const words = isObj(one) ? textHtml(one.text, names) : html`${idWords(String(one), names)}`;
    return many ? html`<span class="chip">${words}</span>` : words;
  });
  const hint = html`<span class="placeholder">${element.placeholder ? textHtml(element.placeholder, names) : 'Select an option'}</span>`;
  const icon = str(element.type).includes('picker') ? '📅' : '▾';
  return html`<span class="field menu">${shown.length ? shown : hint}<b>${icon}</b></span>`;
}

function idWords(id: string, names: Names): string {
  if (/^[UW][A-Z0-9]+$/.test(id)) return `@${names.user(id)}`;
  return /^[CGD][A-Z0-9]+$/.test(id) ? `#${names.channel(id)}` : id;
}
