import { isObj, list, type Obj, obj, objs, str } from '../json.ts';
import type { Names } from './names.ts';
import { plainMrkdwn, unescapeText } from './plain.ts';

/** All that a reader sees of some blocks, a line for each part; buttons stand as [Label]. */
export function visibleBlocks(blocks: Obj[], names: Names): string {
  return blocks
    .map((block) => visibleBlock(block, names))
    .filter(Boolean)
    .join('\n');
}

function visibleBlock(block: Obj, names: Names): string {
  const lines: string[] = [];
  const say = (value: unknown) => lines.push(textObject(value, names));
  if (block.type === 'rich_text')
    return objs(block.elements)
      .map((element) => richText(element, names))
      .join('\n');
  if (block.type === 'markdown') return str(block.text);
  if (block.type === 'image')
    return [textObject(block.title, names), `(${str(block.alt_text)})`].filter(Boolean).join('\n');
  if (block.type === 'table' || block.type === 'data_table') return tableText(block, names);
  for (const key of ['title', 'subtitle', 'label', 'text', 'body', 'subtext', 'hint']) say(block[key]);
  for (const field of list(block.fields)) say(field);
  lines.push(
    objs(block.elements)
      .map((element) => visibleElement(element, names))
      .filter(Boolean)
      .join(' '),
  );
  for (const key of ['accessory', 'element'])
    if (isObj(block[key])) lines.push(visibleElement(obj(block[key]), names));
  lines.push(
    objs(block.actions)
      .map((element) => visibleElement(element, names))
      .join(' '),
  );
  lines.push(visibleBlocks(objs(block.child_blocks), names));
  return lines.filter(Boolean).join('\n');
}

/** The words that a text object or plain string shows. */
export function textObject(value: unknown, names: Names): string {
  if (typeof value === 'string') return value;
  if (!isObj(value)) return '';
  const text = str(value.text);
  return value.type === 'mrkdwn' ? plainMrkdwn(text, names) : unescapeText(text);
}

function visibleElement(element: Obj, names: Names): string {
  const type = str(element.type);
  if (type === 'mrkdwn' || type === 'plain_text') return textObject(element, names);
  if (type === 'image') return `(${str(element.alt_text)})`;
  if (type === 'button' || type === 'workflow_button') return `[${textObject(element.text, names)}]`;
  if (type === 'radio_buttons' || type === 'checkboxes') return optionLines(element, names);
  if (type === 'overflow')
    return objs(element.options)
      .map((option) => `[${textObject(option.text, names)}]`)
      .join(' ');
  if (type === 'feedback_buttons') {
    return ['positive_button', 'negative_button']
      .map((key) => `[${textObject(obj(element[key]).text, names)}]`)
      .join(' ');
  }
  return [chosen(element, names), textObject(element.placeholder, names)].find(Boolean) ?? '';
}

function optionLines(element: Obj, names: Names): string {
  return objs(element.options)
    .map((option) =>
      [textObject(option.text, names), textObject(option.description, names)].filter(Boolean).join(' – '),
    )
    .join('\n');
}

function chosen(element: Obj, names: Names): string {
  const options = [
    ...objs(element.initial_options),
    ...(isObj(element.initial_option) ? [element.initial_option] : []),
  ];
  if (options.length) return options.map((option) => textObject(option.text, names)).join(', ');
  return str(element.initial_value) || str(element.initial_date) || str(element.initial_time);
}

function tableText(block: Obj, names: Names): string {
  const cell = (value: unknown) =>
    obj(value).type === 'rich_text' ? richText(obj(value), names) : String(obj(value).text ?? '');
  return [
    textObject(block.caption, names),
    ...list(block.rows).map((row) =>
      list(Array.isArray(row) ? row : obj(row).cells)
        .map(cell)
        .join(' | '),
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

function richText(element: Obj, names: Names): string {
  const type = str(element.type);
  if (Array.isArray(element.elements)) {
    const parts = objs(element.elements).map((part) => richText(part, names));
    return type === 'rich_text_list' ? parts.map((part) => `• ${part}`).join('\n') : parts.join('');
  }
  if (type === 'link') return str(element.text) || str(element.url);
  if (type === 'emoji') return `:${str(element.name)}:`;
  if (type === 'user') return `@${names.user(str(element.user_id))}`;
  if (type === 'usergroup') return `@${names.group(str(element.usergroup_id))}`;
  if (type === 'channel') return `#${names.channel(str(element.channel_id))}`;
  if (type === 'broadcast') return `@${str(element.range)}`;
  if (type === 'date') return str(element.fallback);
  return str(element.text);
}

/** The mrkdwn and rich text of blocks as one string, to look for mentions in it. */
export function markupOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(markupOf).join('\n');
  if (!isObj(value)) return '';
  if (value.type === 'mrkdwn') return str(value.text);
  if (value.type === 'user') return `<@${str(value.user_id)}>`;
  if (value.type === 'broadcast') return `<!${str(value.range)}>`;
  if (value.type === 'usergroup') return `<!subteam^${str(value.usergroup_id)}>`;
  return Object.values(value).map(markupOf).filter(Boolean).join('\n');
}
