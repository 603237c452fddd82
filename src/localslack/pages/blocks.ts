import { isObj, list, type Obj, obj, objs, str } from '../json.ts';
import type { Names } from '../text/names.ts';
import { elementHtml, pictureHtml, textHtml } from './elements.ts';
import { type Html, html, joined } from './html.ts';
import { mrkdwnHtml, plainHtml } from './mrkdwn.ts';
import { richTextHtml } from './rich-text.ts';

/** What interactive elements hold, by block and action id. */
export type Entered = Map<string, Obj>;

/** Renders blocks as Slack lays them out. */
export function blocksHtml(blocks: Obj[], names: Names, entered: Entered = new Map()): Html {
  return joined(
    blocks.map(
      (block) => html`<div class="block ${str(block.type)}">${blockHtml(block, names, entered)}</div>`,
    ),
  );
}

function blockHtml(block: Obj, names: Names, entered: Entered): Html {
  const show = (element: Obj) =>
    elementHtml(element, names, entered.get(`${str(block.block_id)}\n${str(element.action_id)}`));
  switch (block.type) {
    case 'section':
      return sectionHtml(block, names, show);
    case 'header':
      return html`<h3>${textHtml(block.text, names)}</h3>`;
    case 'divider':
      return html`<hr>`;
    case 'context':
      return joined(objs(block.elements).map((element) => elementHtml(element, names)));
    case 'actions':
    case 'context_actions':
      return joined(objs(block.elements).map(show));
    case 'input':
      return inputHtml(block, names, show);
    case 'rich_text':
      return richTextHtml(block, names);
    case 'image':
      return html`${block.title ? html`<p class="title">${textHtml(block.title, names)}</p>` : undefined}${pictureHtml(block, 'image')}`;
    case 'markdown':
      return mrkdwnHtml(str(block.text).replaceAll('**', '*'), names);
    case 'alert':
      return html`<p class="alert ${str(block.level)}">${textHtml(block.text, names)}</p>`;
    case 'table':
    case 'data_table':
      return tableHtml(block, names);
    case 'card':
    case 'container':
    case 'carousel':
      return groupHtml(block, names, entered, show);
    default:
      return html`<p class="note">${str(block.type)}</p>`;
  }
}

function sectionHtml(block: Obj, names: Names, show: (element: Obj) => Html): Html {
  const fields = list(block.fields).map((field) => html`<div>${textHtml(field, names)}</div>`);
  const aside = isObj(block.accessory)
    ? html`<div class="accessory">${show(block.accessory)}</div>`
    : undefined;
  const body = html`${block.text ? html`<div>${textHtml(block.text, names)}</div>` : undefined}${fields.length ? html`<div class="fields">${fields}</div>` : undefined}`;
  return html`<div class="body">${body}</div>${aside}`;
}

function inputHtml(block: Obj, names: Names, show: (element: Obj) => Html): Html {
  const optional = block.optional === true ? html` <span class="optional">(optional)</span>` : undefined;
  const hint = block.hint ? html`<div class="hint">${textHtml(block.hint, names)}</div>` : undefined;
  return html`<div class="label">${textHtml(block.label, names)}${optional}</div>${show(obj(block.element))}${hint}`;
}

function tableHtml(block: Obj, names: Names): Html {
  const rows = list(block.rows).map((row) => {
    const cells = list(Array.isArray(row) ? row : obj(row).cells).map((cell) => {
      const one = obj(cell);
      return html`<td>${one.type === 'rich_text' ? richTextHtml(one, names) : plainHtml(String(one.text ?? one.value ?? ''))}</td>`;
    });
    return html`<tr>${cells}</tr>`;
  });
  return html`<table>${rows}</table>`;
}

function groupHtml(block: Obj, names: Names, entered: Entered, show: (element: Obj) => Html): Html {
  const lines = ['title', 'subtitle', 'body', 'subtext'].flatMap((key) =>
    block[key] ? [html`<div class="${key}">${textHtml(block[key], names)}</div>`] : [],
  );
  const inner = blocksHtml(
    [...objs(block.child_blocks), ...(block.type === 'carousel' ? objs(block.elements) : [])],
    names,
    entered,
  );
  return html`${lines}${objs(block.actions).map(show)}${inner}`;
}
