import { isDeepStrictEqual } from 'node:util';
import vocabulary from '../contract/vocabulary.json' with { type: 'json' };
import { codePoints, isObj, type Obj, obj, objs, str } from '../json.ts';
import { checkLimits, checkTables, mostBlocks } from './limits.ts';
import type { Problem } from './problem.ts';
import { checkBlockShape } from './schema.ts';

/** Where blocks can stand. */
export type Surface = 'message' | 'modal' | 'home';

/** Names everything in a list of blocks that Slack would refuse on this surface. */
export function checkBlocks(blocks: unknown, surface: Surface, pointer: string): Problem[] {
  if (!Array.isArray(blocks)) return [{ pointer, message: 'must be an array' }];
  const strangers = blocks.flatMap((block, index) =>
    isObj(block) ? [] : [{ pointer: `${pointer}/${index}`, message: 'must be object' }],
  );
  if (strangers.length) return strangers;
  const known = objs(blocks);
  const most = mostBlocks(surface);
  return [
    ...(known.length > most ? [{ pointer, message: `no more than ${most} items allowed` }] : []),
    ...known.flatMap((block, index) => checkBlock(block, surface, `${pointer}/${index}`)),
    ...checkLimits(known, pointer),
    ...checkTables(known, pointer),
    ...repeated(
      known.map((block) => str(block.block_id)),
      pointer,
      'block_id',
    ),
    ...markdownTotal(known, pointer),
    ...focusProblems(known, pointer),
  ];
}

function checkBlock(block: Obj, surface: Surface, pointer: string): Problem[] {
  const allowed: string[] = vocabulary.surface_block_types[surface];
  const type = str(block.type);
  const shape = checkBlockShape(block, pointer);
  if (shape.length) return shape;
  if (!allowed.includes(type)) return [{ pointer: `${pointer}/type`, message: `unsupported type: ${type}` }];
  const elements = interactive(block);
  return [
    ...(type === 'section' && !block.text && !block.fields
      ? [{ pointer, message: 'missing required field: text' }]
      : []),
    ...(type === 'actions' && !elements.length
      ? [{ pointer: `${pointer}/elements`, message: 'no less than 1 items allowed' }]
      : []),
    ...repeated(
      elements.map((element) => str(element.action_id)),
      `${pointer}/elements`,
      'action_id',
    ),
    ...elements.flatMap((element) => checkElement(element, surface, pointer)),
  ];
}

/** The interactive elements of a block. */
export function interactive(block: Obj): Obj[] {
  const single = [block.element, block.accessory].filter(isObj);
  return block.type === 'rich_text' ? [] : [...objs(block.elements), ...single];
}

const CHOOSES = new Set(['static_select', 'multi_static_select', 'radio_buttons', 'checkboxes', 'overflow']);

function checkElement(element: Obj, surface: Surface, pointer: string): Problem[] {
  const type = str(element.type);
  const problems: Problem[] = [];
  if (CHOOSES.has(type)) problems.push(...checkOptions(element, pointer));
  if (type === 'plain_text_input') problems.push(...checkTextInput(element, pointer));
  if (element.response_url_enabled === true && surface !== 'modal') {
    problems.push({ pointer, message: 'response_url_enabled is only allowed in modals' });
  }
  return problems;
}

function checkTextInput(element: Obj, pointer: string): Problem[] {
  const length = codePoints(str(element.initial_value));
  const most = typeof element.max_length === 'number' ? element.max_length : 3000;
  if (length > most)
    return [
      { pointer: `${pointer}/element/initial_value`, message: `must be less than ${most + 1} characters` },
    ];
  if (typeof element.min_length === 'number' && element.min_length > most) {
    return [{ pointer: `${pointer}/element/min_length`, message: 'must not be greater than max_length' }];
  }
  return [];
}

function checkOptions(element: Obj, pointer: string): Problem[] {
  const options = [
    ...objs(element.options),
    ...objs(element.option_groups).flatMap((group) => objs(group.options)),
  ];
  if (!options.length) return [{ pointer: `${pointer}/options`, message: 'no less than 1 items allowed' }];
  if (element.options && element.option_groups)
    return [{ pointer, message: 'options and option_groups exclude each other' }];
  const empty = options.some((option) => str(option.value) === '' && element.type !== 'overflow');
  const initial = [
    ...objs(element.initial_options),
    ...(isObj(element.initial_option) ? [element.initial_option] : []),
  ];
  const lost = initial.filter((one) => !options.some((option) => sameOption(option, one)));
  return [
    ...(empty ? [{ pointer: `${pointer}/options`, message: 'option value must not be empty' }] : []),
    ...lost.map(() => ({
      pointer: `${pointer}/initial_option`,
      message: 'initial option must match one of the options',
    })),
    ...(element.type === 'multi_static_select'
      ? []
      : repeated(
          options.map((one) => str(one.value)),
          `${pointer}/options`,
          'value',
        )),
  ];
}

function sameOption(a: Obj, b: Obj): boolean {
  return a.value === b.value && isDeepStrictEqual(obj(a.text).text, obj(b.text).text);
}

function repeated(ids: string[], pointer: string, word: string): Problem[] {
  const given = ids.filter(Boolean);
  const twice = new Set(given.filter((id, index) => given.indexOf(id) !== index));
  return [...twice].map((id) => ({ pointer, message: `${word} already exists: ${id}` }));
}

function markdownTotal(blocks: Obj[], pointer: string): Problem[] {
  const total = blocks.reduce(
    (sum, block) => sum + (block.type === 'markdown' ? codePoints(str(block.text)) : 0),
    0,
  );
  return total > 12_000
    ? [{ pointer, message: 'markdown blocks must be no more than 12000 characters together' }]
    : [];
}

function focusProblems(blocks: Obj[], pointer: string): Problem[] {
  const focused = blocks.flatMap(interactive).filter((element) => element.focus_on_load === true);
  return focused.length > 1 ? [{ pointer, message: 'only one element may have focus_on_load' }] : [];
}
