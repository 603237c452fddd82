import { codePoints, list, type Obj, str } from '../json.ts';
import { ClientRefusal } from '../world/error.ts';
import { isBlank, memberOf, stateValue } from '../world/state.ts';

const TYPED = new Set([
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'rich_text_input',
]);

/** The state of a text input after somebody typed into it; refuses what cannot be typed. */
export function typedState(element: Obj, text: string): Obj {
  const type = str(element.type);
  if (!TYPED.has(type)) throw new ClientRefusal(`One cannot type into a ${type}.`);
  const most = type === 'plain_text_input' ? Number(element.max_length ?? 3000) : 3000;
  if (codePoints(text) > most)
    throw new ClientRefusal(`The text has ${codePoints(text)} characters, the field takes ${most}.`);
  if (type === 'plain_text_input' && element.multiline !== true && text.includes('\n')) {
    throw new ClientRefusal('The field takes a single line.');
  }
  if (type === 'rich_text_input') return { type, rich_text_value: text === '' ? null : richText(text) };
  return { type, value: text === '' ? null : text };
}

function richText(text: string): Obj {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}

/** The state of a date or time input; refuses what its calendar cannot give. */
export function dateState(element: Obj, value: string): Obj {
  const type = str(element.type);
  const forms: Record<string, RegExp> = {
    datepicker: /^\d{4}-\d{2}-\d{2}$/,
    timepicker: /^\d{2}:\d{2}$/,
    datetimepicker: /^\d{10}$/,
  };
  const member = memberOf(type);
  const form = forms[type];
  if (!form || !member) throw new ClientRefusal(`One cannot pick a date in a ${type}.`);
  if (!form.test(value)) throw new ClientRefusal(`"${value}" is not what a ${type} gives.`);
  return { type, [member]: type === 'datetimepicker' ? Number(value) : value };
}

/** What Slack's own client says about an input before it submits, if anything. */
export function clientComplaint(block: Obj, element: Obj, state: Obj): string | undefined {
  if (isBlank(state)) return block.optional === true ? undefined : 'Please complete this required field.';
  const value = stateValue(state);
  const type = str(element.type);
  if (type === 'number_input') return numberComplaint(element, str(value));
  if (type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(str(value)))
    return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(str(value)))
    return 'Please enter a valid URL.';
  const least = Number(element.min_length ?? 0);
  if (type === 'plain_text_input' && codePoints(str(value)) < least)
    return `Please enter at least ${least} characters.`;
  const most = Number(element.max_selected_items ?? Infinity);
  return list(value).length > most ? `Please select at most ${most}.` : undefined;
}

function numberComplaint(element: Obj, text: string): string | undefined {
  const form = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!form.test(text))
    return element.is_decimal_allowed === true ? 'Please enter a number.' : 'Please enter a whole number.';
  const number = Number(text);
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter a number of at least ${str(element.min_value)}.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter a number of at most ${str(element.max_value)}.`;
  return undefined;
}
