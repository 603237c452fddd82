import limits from '../contract/limits.json' with { type: 'json' };
import { at, codePoints, type Obj, objs, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import { checkBlocks } from './blocks.ts';
import { type Problem, problemText } from './problem.ts';
import { checkViewShape } from './schema.ts';

const MOST_BYTES = 250_000;

const LENGTHS: [path: string, most: number][] = [
  ['title.text', limits.view.title.max_length],
  ['submit.text', limits.view.submit.max_length],
  ['close.text', limits.view.close.max_length],
  ['private_metadata', limits.view.private_metadata.max_length],
  ['callback_id', limits.view.callback_id.max_length],
  ['external_id', limits.view.external_id.max_length],
];

/** Names everything in a modal or Home tab that Slack would refuse. */
export function checkView(view: Obj, expected: 'modal' | 'home'): Problem[] {
  if (view.type !== expected)
    return [{ pointer: '/view/type', message: `unsupported type: ${str(view.type)}` }];
  const blocks = objs(view.blocks);
  return [
    ...checkViewShape(view),
    ...LENGTHS.flatMap(([path, most]) => tooLong(view, path, most)),
    ...(blocks.length ? [] : [{ pointer: '/view/blocks', message: 'no less than 1 items allowed' }]),
    ...(needsSubmit(view, blocks) ? [{ pointer: '/view', message: 'missing required field: submit' }] : []),
    ...checkBlocks(view.blocks, expected, '/view/blocks'),
  ];
}

/** Refuses, in Slack's words, a view that Slack would not take. */
export function refuseBadView(view: Obj, expected: 'modal' | 'home'): void {
  if (Buffer.byteLength(JSON.stringify(view)) > MOST_BYTES) throw new SlackError('view_too_large');
  const problems = checkView(view, expected);
  if (problems.length) throw new SlackError('invalid_arguments', problems.map(problemText));
}

function tooLong(view: Obj, path: string, most: number): Problem[] {
  const found = at(view, path);
  if (typeof found !== 'string') return [];
  const pointer = `/view/${path.replaceAll('.', '/')}`;
  if (codePoints(found) > most) return [{ pointer, message: `must be less than ${most + 1} characters` }];
  return found === '' && path.endsWith('.text')
    ? [{ pointer, message: 'must be more than 0 characters' }]
    : [];
}

function needsSubmit(view: Obj, blocks: Obj[]): boolean {
  return view.type === 'modal' && !view.submit && blocks.some((block) => block.type === 'input');
}
