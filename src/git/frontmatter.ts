import { isMap, isScalar, type Pair, parseDocument, stringify, visit, type YAMLMap } from 'yaml';
import { dominantEol } from './managed/eol.ts';
import type { Conflict } from './sections.ts';

/** What a key of Herald's may hold. */
export type FrontMatterValue = string | number | boolean | null | readonly string[];

/** The keys that Herald owns; `base` is the `written` of the last merge of this file. */
export type FrontMatterRequest = {
  values: Readonly<Record<string, FrontMatterValue>>;
  base: ReadonlyMap<string, string>;
};

/** The text with its front matter set; `written` holds each settled key's value as JSON. */
export type FrontMatterResult = {
  text: string;
  written: Map<string, string>;
  /** Keys that a person and Herald changed; the person's value was kept. Texts are JSON. */
  conflicts: Conflict[];
  refusal?: string;
};

type Splice = { from: number; to: number; text: string };
const block = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)(^---[ \t]*(?:\r?\n|$))/m;

function inline(value: FrontMatterValue): string {
  const text = stringify(value, {
    collectionStyle: 'flow',
    lineWidth: 0,
    flowCollectionPadding: false,
    version: '1.2',
  });
  // Only the line end: other white space may belong to the value.
  const line = text.replace(/\n$/, '');
  return line.includes('\n') ? JSON.stringify(value) : line;
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

type Ranged = { range?: readonly [number, number, number] | null | undefined };

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  return typeof node === 'object' && node !== null ? ((node as Ranged).range ?? undefined) : undefined;
}

function spliceFor(source: string, pair: Pair, value: FrontMatterValue): Splice | undefined {
  const key = rangeOf(pair.key);
  const range = rangeOf(pair.value);
  if (key === undefined) return undefined;
  if (isScalar(pair.value) && range !== undefined && range[1] > range[0]) {
    const type = pair.value.type;
    if (type === 'PLAIN' || type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') {
      return { from: range[0], to: range[1], text: inline(value) };
    }
  }
  const colon = source.indexOf(':', key[1]);
  if (colon < 0) return undefined;
  const stop = Math.max(colon + 1, range?.[1] ?? 0);
  const used = source.slice(colon + 1, stop).trimEnd();
  return { from: colon + 1, to: colon + 1 + used.length, text: ` ${inline(value)}` };
}

type Decision = 'write' | 'keep' | 'conflict';

function decide(base: string | undefined, ours: string, theirs: string): Decision {
  if (theirs === ours) return 'keep';
  if (base === undefined || theirs === base) return 'write';
  return ours === base ? 'keep' : 'conflict';
}

function readMap(source: string): YAMLMap | string {
  const parsed = parseDocument(source, { keepSourceTokens: true, uniqueKeys: true });
  const [error] = parsed.errors;
  if (error !== undefined) return `The front matter is not valid YAML: ${error.message.split('\n')[0] ?? ''}`;
  if (parsed.contents === null) return parseDocument('{}').contents as YAMLMap;
  if (!isMap(parsed.contents)) return 'The front matter is not a list of keys and values.';
  if (parsed.contents.flow === true) return 'The front matter is written in braces; write one key per line.';
  let linked = false;
  visit(parsed, {
    Alias: () => {
      linked = true;
    },
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor !== undefined) linked = true;
    },
  });
  return linked ? 'The front matter uses anchors or aliases.' : parsed.contents;
}

type Merge = { source: string; written: Map<string, string>; conflicts: Conflict[] };

function mergeKeys(source: string, map: YAMLMap, request: FrontMatterRequest, eol: string): Merge | string {
  const written = new Map<string, string>();
  const conflicts: Conflict[] = [];
  const splices: Splice[] = [];
  let appended = '';
  for (const [key, value] of Object.entries(request.values)) {
    const ours = JSON.stringify(value);
    const base = request.base.get(key);
    const pair = map.items.find((each) => keyOf(each) === key);
    if (pair === undefined) {
      appended += `${inline(key)}: ${inline(value)}${eol}`;
      written.set(key, ours);
      continue;
    }
    const theirs = JSON.stringify(map.get(key) ?? null);
    const stored = isScalar(pair.value) || pair.value === null ? theirs : JSON.stringify(map.toJSON()[key]);
    const decision = decide(base, ours, stored);
    if (decision === 'conflict') conflicts.push({ id: key, base: base ?? '', ours, theirs: stored });
    else written.set(key, ours);
    if (decision !== 'write') continue;
    const splice = spliceFor(source, pair, value);
    if (splice === undefined) return `The front matter key "${key}" has an unusual form.`;
    splices.push(splice);
  }
  let out = source;
  for (const splice of splices.toSorted((a, b) => b.from - a.from)) {
    out = out.slice(0, splice.from) + splice.text + out.slice(splice.to);
  }
  if (appended !== '' && out !== '' && !out.endsWith('\n')) out += eol;
  return { source: out + appended, written, conflicts };
}

/** Sets Herald's keys in the front matter; other keys, comments, order and the body stay byte for byte. */
export function mergeFrontMatter(text: string, request: FrontMatterRequest): FrontMatterResult {
  const refused = (refusal: string) => ({ text, written: new Map<string, string>(), conflicts: [], refusal });
  const eol = dominantEol(text);
  const match = /^\uFEFF?---[ \t]*\r?\n/.test(text) ? block.exec(text) : null;
  const [whole = '', open = '', source = '', close = ''] = match ?? [];
  const map = readMap(source);
  if (typeof map === 'string') return refused(map);
  const merged = mergeKeys(source, map, request, eol);
  if (typeof merged === 'string') return refused(merged);
  const { written, conflicts } = merged;
  const check = readMap(merged.source);
  if (typeof check === 'string') return refused(check);
  if (match !== null)
    return { text: open + merged.source + close + text.slice(whole.length), written, conflicts };
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(bom.length);
  const gap = body === '' || /^\r?\n/.test(body) ? '' : eol;
  return { text: `${bom}---${eol}${merged.source}---${eol}${gap}${body}`, written, conflicts };
}
