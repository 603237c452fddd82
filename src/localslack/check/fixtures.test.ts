import { describe, expect, test } from 'vitest';
import fixtures from '../contract/valid-fixtures.json' with { type: 'json' };
import { isObj, type Obj, obj, str } from '../json.ts';
import { checkBlocks, type Surface } from './blocks.ts';
import { refuseBadMessage } from './message.ts';
import type { Problem } from './problem.ts';
import { checkView } from './view.ts';

const payloads: [string, Obj][] = Object.entries(fixtures).map(([id, payload]) => [id, obj(payload)]);
const ofKind = (kind: string) => payloads.filter(([id]) => id.startsWith(`${kind}/`));

// Found wrong by later probes, parts of which only a whole is sent, or the same block_id twice.
const NOT_VALID = new Set([
  'blocks/task_card_block',
  'elements/image_slack_file_id',
  'elements/rich_text_input_basic',
  'elements/url_source_basic',
  'messages/webhook_message_basic',
  'messages/webhook_message_delete',
]);

function anySurface(block: Obj): Problem[] {
  const found = (['message', 'modal', 'home'] as Surface[]).map((surface) =>
    checkBlocks([block], surface, '/blocks'),
  );
  return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

const INPUT_ONLY = /input|file|datetimepicker/;

function carrier(element: Obj): Obj {
  const type = str(element.type);
  if (INPUT_ONLY.test(type)) return { type: 'input', label: { type: 'plain_text', text: 'Label' }, element };
  return { type: 'section', text: { type: 'mrkdwn', text: 'Text' }, accessory: element };
}

describe('what Slack takes is taken', () => {
  test.each(ofKind('blocks').filter(([id]) => !NOT_VALID.has(id)))('%s', (_, block) => {
    expect(anySurface(block)).toEqual([]);
  });
  test.each(ofKind('elements').filter(([id]) => !NOT_VALID.has(id)))('%s', (_, element) => {
    expect(anySurface(carrier(element))).toEqual([]);
  });
  test.each(ofKind('views'))('%s', (_, view) => {
    expect(checkView(view, view.type === 'home' ? 'home' : 'modal')).toEqual([]);
  });
  test.each(
    ofKind('messages').filter(
      ([id, message]) => !NOT_VALID.has(id) && Boolean(message.text || message.blocks),
    ),
  )('%s', (_, message) => {
    expect(() => refuseBadMessage(message)).not.toThrow();
  });
});

const long = (length: number) => '😀'.repeat(length);
const plain = (length: number) => ({ type: 'plain_text', text: long(length) });
const option = (over: Obj = {}) => ({ text: plain(5), value: 'v', ...over });
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => option({ value: `v${index}` }));
const button = (over: Obj = {}) => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'a', text: plain(5), ...over }],
});
const select = (over: Obj = {}) =>
  carrier({ type: 'static_select', action_id: 'a', placeholder: plain(5), options: options(2), ...over });
const input = (element: Obj, over: Obj = {}) => ({
  type: 'input',
  label: plain(5),
  element: { action_id: 'a', ...element },
  ...over,
});
const section = (over: Obj) => ({ type: 'section', ...over });
const confirm = (over: Obj) =>
  button({ confirm: { title: plain(5), text: plain(5), confirm: plain(5), deny: plain(4), ...over } });

/** Each is one beyond the limit; emoji show that code points are counted. */
const refused: [string, Obj][] = [
  ['text-empty', section({ text: plain(0) })],
  ['section-text-too-long', section({ text: plain(3001) })],
  ['section-too-many-fields', section({ fields: Array.from({ length: 11 }, () => plain(1)) })],
  ['section-field-too-long', section({ fields: [plain(2001)] })],
  ['section-without-text', section({})],
  ['header-too-long', { type: 'header', text: plain(151) }],
  ['button-text-too-long', button({ text: plain(76) })],
  ['button-value-too-long', button({ value: long(2001) })],
  ['button-url-too-long', button({ url: long(3001) })],
  ['button-action-id-too-long', button({ action_id: long(256) })],
  ['button-accessibility-label-too-long', button({ accessibility_label: long(76) })],
  ['confirmation-title-too-long', confirm({ title: plain(101) })],
  ['confirmation-text-too-long', confirm({ text: plain(301) })],
  ['confirmation-confirm-too-long', confirm({ confirm: plain(31) })],
  ['confirmation-deny-too-long', confirm({ deny: plain(31) })],
  ['option-text-too-long', select({ options: [option({ text: plain(76) })] })],
  ['option-value-too-long', select({ options: [option({ value: long(151) })] })],
  ['option-description-too-long', select({ options: [option({ description: plain(76) })] })],
  ['select-placeholder-too-long', select({ placeholder: plain(151) })],
  ['select-too-many-options', select({ options: options(101) })],
  ['select-without-options', select({ options: [] })],
  ['option-group-empty', select({ options: undefined, option_groups: [{ label: plain(3), options: [] }] })],
  [
    'option-group-label-too-long',
    select({ options: undefined, option_groups: [{ label: plain(76), options: options(1) }] }),
  ],
  ['initial-option-unknown', select({ initial_option: option({ value: 'other' }) })],
  ['overflow-too-many-options', carrier({ type: 'overflow', action_id: 'a', options: options(6) })],
  ['checkboxes-too-many-options', carrier({ type: 'checkboxes', action_id: 'a', options: options(11) })],
  ['radio-buttons-empty', carrier({ type: 'radio_buttons', action_id: 'a', options: [] })],
  [
    'actions-too-many-elements',
    {
      type: 'actions',
      elements: Array.from({ length: 26 }, (_, index) => ({
        type: 'button',
        action_id: `a${index}`,
        text: plain(1),
      })),
    },
  ],
  ['actions-empty', { type: 'actions', elements: [] }],
  [
    'actions-same-action-id',
    { type: 'actions', elements: [1, 2].map(() => ({ type: 'button', action_id: 'a', text: plain(1) })) },
  ],
  ['context-too-many-elements', { type: 'context', elements: Array.from({ length: 11 }, () => plain(1)) }],
  ['image-without-alt-text', { type: 'image', image_url: 'https://example.com/a.png' }],
  [
    'image-alt-text-too-long',
    { type: 'image', image_url: 'https://example.com/a.png', alt_text: long(2001) },
  ],
  ['input-label-too-long', input({ type: 'plain_text_input' }, { label: plain(2001) })],
  ['input-hint-too-long', input({ type: 'plain_text_input' }, { hint: plain(2001) })],
  ['plain-text-input-max-length', input({ type: 'plain_text_input', max_length: 3001 })],
  [
    'plain-text-input-initial-too-long',
    input({ type: 'plain_text_input', max_length: 3, initial_value: 'four' }),
  ],
  ['number-input-without-decimal', input({ type: 'number_input' })],
  [
    'dispatch-config-empty',
    input({ type: 'plain_text_input', dispatch_action_config: { trigger_actions_on: [] } }),
  ],
  ['conversation-filter-empty', input({ type: 'conversations_select', filter: { include: [] } })],
  ['header-mrkdwn', { type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
  ['unknown-block', { type: 'heading', text: plain(1) }],
  ['unknown-element', { type: 'actions', elements: [{ type: 'knob', action_id: 'a' }] }],
  ['unknown-field', section({ text: plain(1), colour: 'red' })],
];

describe('what Slack refuses is refused', () => {
  test.each(refused)('%s', (_, block) => {
    const clean: unknown = JSON.parse(JSON.stringify(block));
    expect(isObj(clean) && anySurface(clean)).not.toEqual([]);
  });

  test('problems name their place', () => {
    expect(checkBlocks([button({ text: plain(76) })], 'message', '/blocks')).toEqual([
      { pointer: '/blocks/0/elements/0/text/text', message: 'must be no more than 75 characters' },
    ]);
  });
});
