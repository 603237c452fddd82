import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types';
import { plain } from './blocks.ts';
import { pieces } from './text.ts';

/** What every field of a modal may have beside its label. */
type Field = { readonly hint?: string | undefined; readonly optional?: boolean | undefined };

/** One action id for all fields: an answer is found by its block id, the field's name. */
export const FIELD_ACTION = 'value';

/** The most that one text field of Slack holds, in characters. */
export const FIELD_LIMIT = 3000;

const input = (name: string, label: string, element: InputBlock['element'], field: Field): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element,
  optional: field.optional ?? false,
  ...(field.hint ? { hint: plain(field.hint) } : {}),
});

/** A text field of one or several lines. */
export const textField = (
  name: string,
  label: string,
  field: Field & {
    value?: string | undefined;
    lines?: boolean;
    most?: number;
    placeholder?: string;
    action?: string;
  } = {},
): InputBlock =>
  input(
    name,
    label,
    {
      type: 'plain_text_input',
      action_id: field.action ?? FIELD_ACTION,
      multiline: field.lines ?? false,
      max_length: Math.min(field.most ?? FIELD_LIMIT, FIELD_LIMIT),
      ...(field.value ? { initial_value: field.value } : {}),
      ...(field.placeholder ? { placeholder: plain(field.placeholder, 150) } : {}),
    },
    field,
  );

/** Text that may be longer than one field holds: as many fields as it needs, so that nothing is cut. */
export const longTextFields = (
  name: string,
  label: string,
  field: Field & { value?: string | undefined; placeholder?: string; action?: string } = {},
): InputBlock[] =>
  pieces(field.value ?? '', FIELD_LIMIT).map((value, at) =>
    textField(at === 0 ? name : `${name}_${at + 1}`, at === 0 ? label : `${label} (part ${at + 1})`, {
      ...field,
      lines: true,
      value,
      optional: at === 0 ? field.optional : true,
      hint: at === 0 ? field.hint : undefined,
    }),
  );

/** One choice of a menu: the words and the value that comes back. */
export type Choice = { readonly label: string; readonly value: string };

const option = (choice: Choice): PlainTextOption => ({ text: plain(choice.label, 75), value: choice.value });

/** A menu with one choice. */
export const selectField = (
  name: string,
  label: string,
  choices: readonly Choice[],
  field: Field & { value?: string | undefined; placeholder?: string } = {},
): InputBlock => {
  const initial = choices.find((choice) => choice.value === field.value);
  return input(
    name,
    label,
    {
      type: 'static_select',
      action_id: FIELD_ACTION,
      options: choices.map(option),
      ...(initial ? { initial_option: option(initial) } : {}),
      ...(field.placeholder ? { placeholder: plain(field.placeholder, 150) } : {}),
    },
    field,
  );
};

/** Choices side by side, one of them; for up to ten. */
export const radioField = (
  name: string,
  label: string,
  choices: readonly Choice[],
  field: Field & { value?: string | undefined } = {},
): InputBlock => {
  const initial = choices.find((choice) => choice.value === field.value);
  return input(
    name,
    label,
    {
      type: 'radio_buttons',
      action_id: FIELD_ACTION,
      options: choices.map(option),
      ...(initial ? { initial_option: option(initial) } : {}),
    },
    field,
  );
};

/** Boxes to tick, any number; for up to ten. */
export const checkboxField = (
  name: string,
  label: string,
  choices: readonly Choice[],
  field: Field & { values?: readonly string[] } = {},
): InputBlock => {
  const ticked = choices.filter((choice) => field.values?.includes(choice.value)).map(option);
  return input(
    name,
    label,
    {
      type: 'checkboxes',
      action_id: FIELD_ACTION,
      options: choices.map(option),
      ...(ticked.length > 0 ? { initial_options: ticked } : {}),
    },
    field,
  );
};

/** A menu with any number of choices; for up to a hundred. */
export const manyField = (
  name: string,
  label: string,
  choices: readonly Choice[],
  field: Field & { values?: readonly string[] } = {},
): InputBlock => {
  const chosen = choices.filter((choice) => field.values?.includes(choice.value)).map(option);
  return input(
    name,
    label,
    {
      type: 'multi_static_select',
      action_id: FIELD_ACTION,
      options: choices.map(option),
      ...(chosen.length > 0 ? { initial_options: chosen } : {}),
    },
    field,
  );
};

/** People, any number. */
export const peopleField = (
  name: string,
  label: string,
  field: Field & { values?: readonly string[] } = {},
): InputBlock =>
  input(
    name,
    label,
    {
      type: 'multi_users_select',
      action_id: FIELD_ACTION,
      ...(field.values && field.values.length > 0 ? { initial_users: [...field.values] } : {}),
    },
    field,
  );

/** One person. */
export const personField = (
  name: string,
  label: string,
  field: Field & { value?: string | undefined } = {},
): InputBlock =>
  input(
    name,
    label,
    {
      type: 'users_select',
      action_id: FIELD_ACTION,
      ...(field.value ? { initial_user: field.value } : {}),
    },
    field,
  );

/** Channels, and people as their direct messages. */
export const destinationsField = (
  name: string,
  label: string,
  field: Field & { values?: readonly string[] } = {},
): InputBlock =>
  input(
    name,
    label,
    {
      type: 'multi_conversations_select',
      action_id: FIELD_ACTION,
      filter: { include: ['public', 'private', 'im'], exclude_bot_users: true },
      ...(field.values && field.values.length > 0 ? { initial_conversations: [...field.values] } : {}),
    },
    field,
  );

/** One channel. */
export const channelField = (
  name: string,
  label: string,
  field: Field & { value?: string | undefined } = {},
): InputBlock =>
  input(
    name,
    label,
    {
      type: 'conversations_select',
      action_id: FIELD_ACTION,
      filter: { include: ['public', 'private'] },
      ...(field.value ? { initial_conversation: field.value } : {}),
    },
    field,
  );

/** A day, as `2026-12-01`. */
export const dateField = (
  name: string,
  label: string,
  field: Field & { value?: string | undefined } = {},
): InputBlock =>
  input(
    name,
    label,
    {
      type: 'datepicker',
      action_id: FIELD_ACTION,
      ...(field.value ? { initial_date: field.value } : {}),
    },
    field,
  );

/** A moment: day and time in the person's own zone. */
export const momentField = (name: string, label: string, field: Field = {}): InputBlock =>
  input(name, label, { type: 'datetimepicker', action_id: FIELD_ACTION }, field);

/** A number. */
export const numberField = (
  name: string,
  label: string,
  field: Field & { value?: string | undefined; decimals?: boolean; least?: number; most?: number } = {},
): InputBlock =>
  input(
    name,
    label,
    {
      type: 'number_input',
      action_id: FIELD_ACTION,
      is_decimal_allowed: field.decimals ?? true,
      ...(field.value ? { initial_value: field.value } : {}),
      ...(field.least === undefined ? {} : { min_value: String(field.least) }),
      ...(field.most === undefined ? {} : { max_value: String(field.most) }),
    },
    field,
  );

/** The fields of a modal are blocks like any other. */
export type Fields = KnownBlock[];
