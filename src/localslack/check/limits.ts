import limits from '../contract/limits.json' with { type: 'json' };
import { at, codePoints, isObj, list, type Obj, obj, objs, str } from '../json.ts';
import type { Problem } from './problem.ts';

type Rule = [path: string, limit: string];

const SELECT: Rule[] = [
  ['placeholder.text', 'select.placeholder'],
  ['options', 'select.options'],
  ['option_groups', 'select.option_groups'],
];
const BUTTON_FACE: Rule[] = [
  ['text.text', 'button.text'],
  ['accessibility_label', 'button.accessibility_label'],
];

const RULES: Record<string, Rule[]> = {
  actions: [['elements', 'actions.elements']],
  alert: [['text.text', 'alert.text']],
  button: [...BUTTON_FACE, ['url', 'button.url'], ['value', 'button.value']],
  workflow_button: BUTTON_FACE,
  icon_button: [
    ['value', 'icon_button.value'],
    ['accessibility_label', 'icon_button.accessibility_label'],
    ['visible_to_user_ids', 'icon_button.visible_to_user_ids'],
  ],
  card: [
    ['title.text', 'card.title'],
    ['subtitle.text', 'card.subtitle'],
    ['body.text', 'card.body'],
    ['subtext.text', 'card.subtext'],
    ['actions', 'card.actions'],
  ],
  carousel: [['elements', 'carousel.elements']],
  checkboxes: [['options', 'checkboxes.options']],
  radio_buttons: [['options', 'radio_buttons.options']],
  overflow: [['options', 'overflow.options']],
  container: [
    ['title.text', 'container.title'],
    ['subtitle.text', 'container.subtitle'],
    ['child_blocks', 'container.child_blocks'],
  ],
  context: [['elements', 'context.elements']],
  context_actions: [['elements', 'context_actions.elements']],
  datepicker: [['placeholder.text', 'date_picker.placeholder']],
  timepicker: [['placeholder.text', 'time_picker.placeholder']],
  email_text_input: [['placeholder.text', 'email_input.placeholder']],
  url_text_input: [['placeholder.text', 'url_input.placeholder']],
  number_input: [['placeholder.text', 'number_input.placeholder']],
  plain_text_input: [
    ['placeholder.text', 'plain_text_input.placeholder'],
    ['min_length', 'plain_text_input.min_length'],
    ['max_length', 'plain_text_input.max_length'],
  ],
  rich_text_input: [
    ['placeholder.text', 'rich_text_input.placeholder'],
    ['min_lines', 'rich_text_input.min_lines'],
    ['max_lines', 'rich_text_input.max_lines'],
  ],
  file_input: [['max_files', 'file_input.max_files']],
  header: [['text.text', 'header.text']],
  image: [
    ['image_url', 'image.image_url'],
    ['alt_text', 'image.alt_text'],
    ['title.text', 'image.title'],
  ],
  input: [
    ['label.text', 'input.label'],
    ['hint.text', 'input.hint'],
  ],
  markdown: [['text', 'markdown.text']],
  plan: [['tasks', 'plan.tasks']],
  section: [
    ['text.text', 'section.text'],
    ['fields', 'section.fields'],
  ],
  table: [
    ['rows', 'table.rows'],
    ['column_settings', 'table.column_settings'],
  ],
  data_table: [
    ['rows', 'data_table.rows'],
    ['page_size', 'data_table.page_size'],
  ],
  data_visualization: [
    ['title', 'data_visualization.title'],
    ['chart.segments', 'data_visualization.segments'],
    ['chart.series', 'data_visualization.series'],
  ],
  rich_text_list: [
    ['indent', 'rich_text_list.indent'],
    ['offset', 'rich_text_list.offset'],
    ['border', 'rich_text_list.border'],
  ],
  rich_text_quote: [['border', 'rich_text_quote.border']],
  rich_text_preformatted: [['border', 'rich_text_preformatted.border']],
  url: [['url', 'url_source.url']],
  video: [
    ['alt_text', 'video.alt_text'],
    ['title.text', 'video.title'],
    ['author_name', 'video.author_name'],
    ['description.text', 'video.description'],
    ['provider_name', 'video.provider_name'],
    ['thumbnail_url', 'video.thumbnail_url'],
    ['video_url', 'video.video_url'],
    ['title_url', 'video.title_url'],
    ['provider_icon_url', 'video.provider_icon_url'],
  ],
  plain_text: [['text', 'text']],
  mrkdwn: [['text', 'text']],
};

for (const kind of ['static', 'external', 'users', 'conversations', 'channels']) {
  RULES[`${kind}_select`] = SELECT;
  RULES[`multi_${kind}_select`] = [...SELECT, ['max_selected_items', 'multi_select.max_selected_items']];
}

const COMMON: Rule[] = [
  ['action_id', 'action_id'],
  ['block_id', 'block_id'],
];
const CONFIRM: Rule[] = [
  ['title.text', 'confirmation.title'],
  ['text.text', 'confirmation.text'],
  ['confirm.text', 'confirmation.confirm'],
  ['deny.text', 'confirmation.deny'],
];
const OPTION: Rule[] = [
  ['text.text', 'option.text'],
  ['value', 'option.value'],
  ['description.text', 'option.description'],
  ['url', 'option.url'],
];
const GROUP: Rule[] = [
  ['label.text', 'option_group.label'],
  ['options', 'option_group.options'],
];
const DISPATCH: Rule[] = [['trigger_actions_on', 'dispatch_action_configuration.trigger_actions_on']];
const FILTER: Rule[] = [['include', 'conversation_filter.include']];

/** Names every number, length and count in a payload that is beyond Slack's limits. */
export function checkLimits(value: unknown, pointer: string): Problem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => checkLimits(item, `${pointer}/${index}`));
  if (!isObj(value)) return [];
  const problems = rulesFor(value, pointer).flatMap(([path, limit]) => hold(value, path, limit, pointer));
  if (value.type === 'section') problems.push(...fieldProblems(value, pointer));
  return problems.concat(
    Object.entries(value).flatMap(([key, inner]) => checkLimits(inner, `${pointer}/${key}`)),
  );
}

function rulesFor(value: Obj, pointer: string): Rule[] {
  const key = pointer.split('/').at(-1) ?? '';
  const parent = pointer.split('/').at(-2) ?? '';
  if (key === 'confirm' && 'title' in value) return CONFIRM;
  if (key === 'filter') return FILTER;
  if (key === 'dispatch_action_config') return DISPATCH;
  if (parent === 'option_groups') return GROUP;
  if (parent === 'options' || parent === 'initial_options' || key === 'initial_option') return OPTION;
  // A section's fields may be empty where a text object else may not.
  const own = parent === 'fields' ? [] : (RULES[str(value.type)] ?? []);
  return [...own, ...COMMON];
}

function fieldProblems(section: Obj, pointer: string): Problem[] {
  const most = limits.section.fields.item_max_length;
  return list(section.fields).flatMap((field, index) =>
    codePoints(str(obj(field).text)) > most
      ? [{ pointer: `${pointer}/fields/${index}/text`, message: `must be less than ${most + 1} characters` }]
      : [],
  );
}

function hold(value: Obj, path: string, limit: string, pointer: string): Problem[] {
  const found = at(value, path);
  const bound = obj(at(limits, limit));
  if (found === undefined || found === null) return [];
  const where = `${pointer}/${path.replaceAll('.', '/')}`;
  const message = Array.isArray(found)
    ? outside(found.length, bound.min_items, bound.max_items, 'items')
    : typeof found === 'string'
      ? outside(codePoints(found), bound.min_length, bound.max_length, 'characters')
      : typeof found === 'number'
        ? outside(found, bound.min, bound.max, '')
        : undefined;
  return message ? [{ pointer: where, message }] : [];
}

function outside(size: number, least: unknown, most: unknown, unit: string): string | undefined {
  if (typeof most === 'number' && size > most) return `must be no more than ${most} ${unit}`.trim();
  if (typeof least === 'number' && size < least) return `must be no less than ${least} ${unit}`.trim();
  return undefined;
}

/** The most blocks that a message, a modal or a Home tab may have. */
export function mostBlocks(surface: 'message' | 'modal' | 'home'): number {
  return surface === 'message' ? limits.message.blocks.max_items : limits.view.blocks.max_items;
}

/** Names what a table's cells break: how many, and how long together. */
export function checkTables(blocks: Obj[], pointer: string): Problem[] {
  return blocks.flatMap((block, index) => {
    if (block.type !== 'table' && block.type !== 'data_table') return [];
    const wide = objs(block.rows).length
      ? []
      : list(block.rows).filter((row) => list(row).length > limits.table.columns.max_items);
    const most = block.type === 'table' ? 10_000 : limits.data_table.content.max_length;
    const long = codePoints(cellText(block.rows)) > most;
    return [
      ...(wide.length
        ? [{ pointer: `${pointer}/${index}/rows`, message: 'must have no more than 20 cells in a row' }]
        : []),
      ...(long
        ? [
            {
              pointer: `${pointer}/${index}/rows`,
              message: `must be no more than ${most} characters over all cells`,
            },
          ]
        : []),
    ];
  });
}

function cellText(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellText).join('');
  return isObj(value) ? str(value.text) + cellText(value.elements) : '';
}
