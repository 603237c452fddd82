import { plainLine, TYPES } from './commit.ts';
import { canonicalHeading } from './headings.ts';
import type { PublishedEntry, Section } from './types.ts';

const LINK_NUMBER = /\/(?:pull|pulls|issues|merge_requests|pull-requests)\/(\d{1,7})/g;
const COMMIT_LINK = /\/commits?\/([0-9a-f]{7,64})/g;
const BARE_SHA = /(?<=[[(`\s]|^)([0-9a-f]{7,40})(?=[\])`,:\s]|$)/g;
const CLOSES =
  /,?\s*\(?\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|references)\b:?\s+(?:\[?(?:[\w.-]+\/[\w.-]+)?#\d+\]?(?:\([^)]*\))?(?:,?\s*(?:and\s+)?))+\)?/gi;
const CREDIT =
  /\s*(?:[-–—]\s*)?\(?(?:(?:thanks|thx)\s+(?:to\s+)?)?(?:by\s+|via\s+|,?\s*)?@[\w-]+(?:\[bot\])?(?:(?:,|\s+and|\s*&)\s*@[\w-]+)*\)?!?\.?(?=\s*(?:in\s+)?(?:#|\(|$))/gi;

function stripLinks(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[(\\\[.*?\\\]|[^\]]*)\]\((?:[^()]|\([^)]*\))*\)/g, '$1')
    .replace(/\[([^\]]+)\]\[[^\]]*\]/g, '$1')
    .replace(/`([^`<>]+?)\s*<[^>`]+>`_{1,2}/g, '$1')
    .replace(/:(?:pr|pull|issue|gh|ghpull|ghissue):`(\d+)`/g, '#$1')
    .replace(/:[a-z:]+:`([^`]+)`/g, '`$1`');
}

function withoutRefs(text: string): string {
  return text
    .replace(/^.{0,60}?\bThanks @\S+?!\s+-\s+/, '')
    .replace(/((?:#\d+\)?|PR \S+))\s+\([^()#]{3,60}\)$/, '$1')
    .replace(/\s+\(\p{Lu}[\p{L}.'-]*(?: \p{L}[\p{L}.'-]*){1,3}\)$/u, '')
    .replace(/<?https?:\/\/\S+/g, ' ')
    .replace(CREDIT, ' ')
    .replace(/\(?\[?`?(?:[\w.-]+\/[\w.-]+)?#\d+`?\]?\)?(?:\s*[,&/]\s*(?=[(#[]))?/g, ' ')
    .replace(/[([`]*\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b[`\])]*/g, ' ')
    .replace(/\(\s*(?:PR|pull request)?[\s,;]*\)|\[\s*\]/gi, ' ')
    .replace(/\s(?:in|by|via|see|PR)\s*\.?$/i, '')
    .replace(/^\s*[-:–—.,]+\s+/, '')
    .replace(/[\s,;:(–—-]+$/, '')
    .replace(/\s+([.,;])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

interface Prefix {
  scopeStyle: PublishedEntry['scopeStyle'];
  type: string | null;
  section: Section | null;
  rest: string;
}

function readPrefix(text: string): Prefix {
  const tag = /^\*{0,2}\\?\[\*{0,2}([A-Za-z][\w /-]{2,24})\*{0,2}\\?\]\*{0,2}:?\s+(.*)$/.exec(text);
  const tagSection = tag ? canonicalHeading(tag[1] ?? '') : null;
  if (
    tag &&
    (tagSection !== null || /^(?:CHANGE|CHANGED|REMOVED|DEPRECATED|INTERNAL)$/i.test(tag[1] ?? ''))
  ) {
    return { scopeStyle: null, type: null, section: tagSection ?? 'other', rest: tag[2] ?? '' };
  }
  if (/^\*\*[^*]+\*\*:?\s|^\*\*[^*]+:\*\*\s/.test(text))
    return { scopeStyle: 'bold', type: null, section: null, rest: text };
  if (/^`?\\?\[`?[^\]]+\\?\]`?:?\s/.test(text))
    return { scopeStyle: 'bracket', type: null, section: null, rest: text };
  const typed = /^([A-Za-z]+)(\([^)]*\))?(!)?:\s+(.*)$/.exec(text);
  const type = typed?.[1]?.toLowerCase() ?? '';
  if (typed && Object.hasOwn(TYPES, type)) {
    const known = TYPES[type];
    const section = typed[3]
      ? 'breaking'
      : known === 'none' || known === 'revert'
        ? /^docs?$/.test(type)
          ? 'docs'
          : 'other'
        : known;
    return { scopeStyle: typed[2] ? 'plain' : null, type, section: section ?? null, rest: text };
  }
  return {
    scopeStyle: /^[\w@/.-]{2,40}:\s/.test(text) ? 'plain' : null,
    type: null,
    section: null,
    rest: text,
  };
}

/** Reads one list item of a changelog: its text without links, credits and references, and the keys it names. */
export function readEntry(
  markdown: string,
  heading: string | null,
  inherited: Section | null,
): PublishedEntry | null {
  const source = markdown.replace(/<!--[\s\S]*?-->/g, '');
  const keyed = source.replace(CLOSES, ' ');
  const links = [...keyed.matchAll(LINK_NUMBER)].map((match) => Number(match[1]));
  const marks = [...stripLinks(keyed).matchAll(/(?:#|\bGH-|\bgh-)(\d{1,7})\b/g)].map((match) =>
    Number(match[1]),
  );
  const shas = [
    ...[...source.matchAll(COMMIT_LINK)].map((match) => match[1] ?? ''),
    ...[...stripLinks(source).matchAll(BARE_SHA)]
      .map((match) => match[1] ?? '')
      .filter((sha) => /\d/.test(sha)),
  ].map((sha) => sha.slice(0, 7));
  const firstLine = stripLinks(keyed).split(/\n\s*\n/)[0] ?? '';
  const cleaned = withoutRefs(plainLine(firstLine));
  const prefix = readPrefix(cleaned);
  const text = plainText(prefix.rest);
  if (/^updated dependencies\b/i.test(text)) return null;
  if (!/[\p{L}\p{N}]/u.test(text) && links.length + marks.length + shas.length === 0) return null;
  const typed = inherited === 'breaking' && prefix.type !== null ? prefix.section : null;
  const breaking = /\bBREAKING\b/.test(text) && inherited !== 'breaking';
  return {
    text,
    section: breaking ? 'breaking' : (typed ?? inherited ?? prefix.section ?? 'other'),
    heading,
    numbers: [...new Set([...links, ...marks])],
    shas: [...new Set(shas)],
    scopeStyle: prefix.scopeStyle,
    type: prefix.type,
  };
}

/** Takes the emphasis, code marks and escapes off a line of markdown. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\*\*|__(?=\S)|(?<=\S)__|``?/g, '')
    .replace(/\\([[\]*_<>#`])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The words of a line in lower case, the way two texts are compared. */
export function tokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** The F1 of two texts' words, from 0 (nothing in common) to 1 (the same words). */
export function tokenF1(left: string[], right: string[]): number {
  if (left.length === 0 || right.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of right) {
    const count = counts.get(word) ?? 0;
    if (count === 0) continue;
    common += 1;
    counts.set(word, count - 1);
  }
  return (2 * common) / (left.length + right.length);
}
