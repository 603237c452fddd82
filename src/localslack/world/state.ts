import { interactive } from '../check/blocks.ts';
import { isObj, list, type Obj, objs, str } from '../json.ts';

/** How each kind of element reports its value: the member, and what it is called when preset. */
const SHAPES: Record<string, { member: string; initial: string; empty: unknown }> = {
  plain_text_input: { member: 'value', initial: 'initial_value', empty: null },
  email_text_input: { member: 'value', initial: 'initial_value', empty: null },
  url_text_input: { member: 'value', initial: 'initial_value', empty: null },
  number_input: { member: 'value', initial: 'initial_value', empty: null },
  rich_text_input: { member: 'rich_text_value', initial: 'initial_value', empty: null },
  datepicker: { member: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { member: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { member: 'selected_date_time', initial: 'initial_date_time', empty: null },
  static_select: { member: 'selected_option', initial: 'initial_option', empty: null },
  external_select: { member: 'selected_option', initial: 'initial_option', empty: null },
  radio_buttons: { member: 'selected_option', initial: 'initial_option', empty: null },
  users_select: { member: 'selected_user', initial: 'initial_user', empty: null },
  channels_select: { member: 'selected_channel', initial: 'initial_channel', empty: null },
  conversations_select: { member: 'selected_conversation', initial: 'initial_conversation', empty: null },
  checkboxes: { member: 'selected_options', initial: 'initial_options', empty: [] },
  multi_static_select: { member: 'selected_options', initial: 'initial_options', empty: [] },
  multi_external_select: { member: 'selected_options', initial: 'initial_options', empty: [] },
  multi_users_select: { member: 'selected_users', initial: 'initial_users', empty: [] },
  multi_channels_select: { member: 'selected_channels', initial: 'initial_channels', empty: [] },
  multi_conversations_select: {
    member: 'selected_conversations',
    initial: 'initial_conversations',
    empty: [],
  },
  file_input: { member: 'files', initial: '', empty: [] },
};

/** The member that holds an element's value, or undefined for elements without one, such as buttons. */
export function memberOf(type: string): string | undefined {
  return SHAPES[type]?.member;
}

/** The state of one element before anybody touched it. */
export function initialState(element: Obj, origin?: string): Obj | undefined {
  const type = str(element.type);
  const shape = SHAPES[type];
  if (!shape) return undefined;
  const given = shape.initial ? element[shape.initial] : undefined;
  const own = given === undefined && element.default_to_current_conversation === true && origin;
  const fallback = own ? (Array.isArray(shape.empty) ? [origin] : origin) : shape.empty;
  return { type, [shape.member]: given ?? fallback };
}

/** The value in a state, whatever its member is called. */
export function stateValue(state: Obj): unknown {
  const member = memberOf(str(state.type));
  return member ? state[member] : undefined;
}

/** Whether a state holds nothing. */
export function isBlank(state: Obj): boolean {
  const value = stateValue(state);
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && !list(value).length)
  );
}

/** Every element's state by block_id and action_id, exactly as payloads carry it. */
export function valuesOf(blocks: Obj[], entered: Map<string, Obj>, origin?: string): Obj {
  const values: Record<string, Obj> = {};
  for (const block of blocks) {
    for (const element of interactive(block)) {
      const initial = initialState(element, origin);
      if (!initial || !isObj(element)) continue;
      const blockId = str(block.block_id);
      const actionId = str(element.action_id);
      values[blockId] = { ...values[blockId], [actionId]: entered.get(`${blockId}\n${actionId}`) ?? initial };
    }
  }
  return values;
}

/** The blocks' interactive elements together with their block. */
export function elementsWithBlocks(blocks: Obj[]): { block: Obj; element: Obj }[] {
  return objs(blocks).flatMap((block) => interactive(block).map((element) => ({ block, element })));
}
