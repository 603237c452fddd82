import { dominantEol, plain, withEol } from './managed/eol.ts';
import { type Located, locate, mentions, type Section, sectionId } from './managed/locate.ts';
import { mergeLines } from './managed/merge-lines.ts';
import type { Rendered } from './repository.ts';

/** Files larger than this many bytes are left alone. */
export const maxFileBytes = 1024 * 1024;

/** What Herald wants to stand between the markers of one section. */
export type WantedSection = { id: string; text: string };

/** A section that a person and Herald changed in the same lines; the person's text was kept. */
export type Conflict = { id: string; base: string; ours: string; theirs: string };

/** A file and what should stand in it; `wanted` is in the order of the document. */
export type MergeRequest = {
  current: string | undefined;
  wanted: readonly WantedSection[];
  /** What Herald last stood for, by section id: the `written` of earlier merges of this file. */
  base: ReadonlyMap<string, string>;
  /** The text of a new file; sections whose markers stand in it are filled there. */
  template?: string;
  /** Where a section goes that has no wanted neighbour in the file: below the heading, or at the end. */
  placement: 'first' | 'last';
};

/** What the merge made of a file. */
export type MergeResult = {
  /** The whole new text; undefined if the file is to be left as it is. */
  text: string | undefined;
  /** The new base of each wanted section that is settled; to be remembered once the commit stands. */
  written: Map<string, string>;
  conflicts: Conflict[];
  /** Sections that a person removed; they are not added again. */
  tombstones: string[];
  /** Why the file may not be touched at all. */
  refusal?: string;
};

type Splice = { from: number; to: number; text: string };
type Placed = Extract<Located, { sections: Section[] }>;

function refuse(refusal: string): MergeResult {
  return { text: undefined, written: new Map(), conflicts: [], tombstones: [], refusal };
}

async function settle(base: string, ours: string, theirs: string): Promise<string | undefined> {
  if (theirs === base || theirs === ours) return ours;
  if (ours === base) return theirs;
  return mergeLines(base, ours, theirs);
}

function block(id: string, text: string, eol: '\n' | '\r\n'): string {
  const body = text === '' ? '' : `${withEol(text, eol)}${eol}`;
  return `<!-- herald:${id} start -->${eol}${body}<!-- herald:${id} end -->`;
}

function blankBefore(text: string, eol: string): string {
  if (text === '' || text === '\uFEFF' || /\n\r?\n$/.test(text)) return '';
  return text.endsWith('\n') ? eol : eol + eol;
}

function insertion(current: string, at: number, text: string, eol: string): Splice {
  const before = blankBefore(current.slice(0, at), eol);
  const rest = current.slice(at);
  let after = '';
  if (rest === '') after = current.endsWith('\n') || before === '' ? eol : '';
  else if (!/^\r?\n/.test(rest)) after = eol + eol;
  else if (!/^\r?\n\r?(\n|$)/.test(rest)) after = eol;
  return { from: at, to: at, text: before + text + after };
}

function placeFor(request: MergeRequest, index: number, located: Placed, current: string): number {
  const byId = new Map(located.sections.map((section) => [section.id, section]));
  const next = request.wanted.slice(index + 1).find(({ id }) => byId.has(id));
  const previous = request.wanted.slice(0, index).findLast(({ id }) => byId.has(id));
  const before = next === undefined ? undefined : byId.get(next.id)?.start;
  const after = previous === undefined ? undefined : byId.get(previous.id)?.end;
  if (request.placement === 'first') return before ?? after ?? located.sections[0]?.start ?? located.top;
  return after ?? before ?? current.length;
}

function applySplices(text: string, splices: readonly Splice[]): string {
  let out = '';
  let at = 0;
  for (const splice of splices.toSorted((a, b) => a.from - b.from)) {
    out += text.slice(at, splice.from) + splice.text;
    at = splice.to;
  }
  return out + text.slice(at);
}

/** The sections of a text by id, as they are kept and compared; undefined if its markers are broken. */
export function readSections(text: string): Map<string, string> | undefined {
  const located = locate(text);
  if ('refusal' in located) return undefined;
  return new Map(located.sections.map(({ id, from, to }) => [id, plain(text.slice(from, to))]));
}

type Changes = Omit<MergeResult, 'text' | 'refusal'> & { splices: Splice[]; added: number[] };

async function changesTo(current: string, request: MergeRequest, located: Placed): Promise<Changes> {
  const eol = dominantEol(current);
  const out: Changes = { written: new Map(), conflicts: [], tombstones: [], splices: [], added: [] };
  for (const [index, wanted] of request.wanted.entries()) {
    const { id } = wanted;
    const ours = plain(wanted.text);
    const section = located.sections.find((each) => each.id === id);
    const known = request.base.get(id);
    if (section === undefined && known !== undefined) out.tombstones.push(id);
    else if (section === undefined) {
      out.added.push(index);
      out.written.set(id, ours);
    } else {
      const theirs = plain(current.slice(section.from, section.to));
      const base = plain(known ?? '');
      const settled = await settle(base, ours, theirs);
      if (settled === undefined) out.conflicts.push({ id, base, ours, theirs });
      else out.written.set(id, ours);
      if (settled === undefined || settled === theirs) continue;
      out.splices.push({ from: section.start, to: section.end, text: block(id, settled, eol) });
    }
  }
  return out;
}

/** New sections one after the other, each placed in the text that already holds those before it. */
function addSections(text: string, request: MergeRequest, added: readonly number[]): string {
  const order = request.placement === 'first' ? added.toReversed() : added;
  let current = text;
  for (const index of order) {
    const wanted = request.wanted[index];
    const located = locate(current);
    if (wanted === undefined || 'refusal' in located) return current;
    const eol = dominantEol(current);
    const at = placeFor(request, index, located, current);
    current = applySplices(current, [insertion(current, at, block(wanted.id, plain(wanted.text), eol), eol)]);
  }
  return current;
}

function problemWith(current: string, request: MergeRequest): string | undefined {
  if (Buffer.byteLength(current) > maxFileBytes) return 'The file is larger than 1 MB.';
  const ids = request.wanted.map(({ id }) => id);
  const bad = ids.find((id, index) => !sectionId.test(id) || ids.indexOf(id) !== index);
  return bad === undefined ? undefined : `The section id ${JSON.stringify(bad)} is not usable.`;
}

function hidden(current: string, request: MergeRequest, located: Placed): string | undefined {
  const ids = new Set(located.sections.map(({ id }) => id));
  return request.wanted.find(({ id }) => request.base.has(id) && !ids.has(id) && mentions(current, id))?.id;
}

function broken(before: Placed, after: string, changes: Changes): boolean {
  const sections = readSections(after);
  if (sections === undefined || sections.size !== before.sections.length + changes.added.length) return true;
  return [...changes.written.keys()].some((id) => !sections.has(id));
}

/** Puts Herald's sections into a file; what stands outside their markers stays byte for byte. */
export async function mergeSections(request: MergeRequest): Promise<MergeResult> {
  if (request.current === undefined && request.base.size > 0) {
    const tombstones = request.wanted.map(({ id }) => id);
    return { text: undefined, written: new Map(), conflicts: [], tombstones };
  }
  const current = request.current ?? request.template ?? '';
  const problem = problemWith(current, request);
  if (problem !== undefined) return refuse(problem);
  const located = locate(current);
  if ('refusal' in located) return refuse(located.refusal);
  const hiddenId = hidden(current, request, located);
  if (hiddenId !== undefined) {
    return refuse(
      `The markers of "${hiddenId}" are inside code, a list or a quote, so they cannot be found.`,
    );
  }
  const { splices, added, ...report } = await changesTo(current, request, located);
  const text = addSections(applySplices(current, splices), request, added);
  if (broken(located, text, { splices, added, ...report })) {
    return refuse('The new text would break the markers, for instance by code that is not closed.');
  }
  if (Buffer.byteLength(text) > maxFileBytes) return refuse('The file would grow over 1 MB.');
  return { ...report, text: text === request.current ? undefined : text };
}

/** A merge as the answer that a file change gives to the repository. */
export function asRendered(result: Pick<MergeResult, 'text' | 'refusal'>): Rendered {
  if (result.refusal !== undefined) return { kind: 'refuse', reason: result.refusal };
  return result.text === undefined ? { kind: 'keep' } : { kind: 'write', text: result.text };
}
