import { readEntry } from './entry.ts';
import { canonicalHeading } from './headings.ts';
import type { PublishedEntry, PublishedSection, Section } from './types.ts';

const VERSION_HEADING =
  /^[^\w\d]*(?:(?:version|release|changes in|changes|what's new in|[A-Za-z][\w.-]*)\s+)?(?:[@\w/.-]*?[@/-])?v?(\d+\.\d+(?:\.\d+){0,2}(?:[-.+]?(?:alpha|beta|rc|pre|preview|dev|next|canary|a|b|c|post)[.\-_]?\d*(?:[.-]\w+)*)?)(?=$|[\s,:)\]}(–—-])/i;
const UNRELEASED =
  /\bunreleased\b|^\W*(?:main|master|next|upcoming|head|latest changes|develop(?:ment)?|tba|unpublished)\W*$/i;
const ITEM = /^(\s*)(?:[-*+•]|\d+[.)])\s+(.*)$/;
const UNDERLINE = /^(={3,}|-{3,}|~{3,}|\^{3,}|\*{3,}|"{3,}|'{3,}|#{3,}|\+{3,})\s*$/;
const NOT_CHANGES =
  /^\W*(?:new |all )?(?:contributors?|committers?|thanks|thank you|credits|authors|sponsors|downloads?|assets|checksums)\b/i;
const MAX_SECTIONS = 300;

interface Item {
  indent: number;
  lines: string[];
}

interface Heading {
  text: string;
  level: number;
}

function headingAt(lines: string[], at: number): Heading | null {
  const line = lines[at] ?? '';
  const atx = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line);
  if (atx) return { text: atx[2] ?? '', level: (atx[1] ?? '').length };
  if (/^v?\d+\.\d+/i.test(line) && (lines[at - 1] ?? '').trim() === '' && isBareVersion(line))
    return { text: line, level: 2 };
  const next = UNDERLINE.exec(lines[at + 1] ?? '');
  if (next && /^\S/.test(line) && !ITEM.test(line) && !UNDERLINE.test(line) && line.length < 120) {
    const mark = (next[1] ?? '').charAt(0);
    return {
      text: line.trim(),
      level: mark === '=' || mark === '#' || mark === '*' ? 1 : mark === '-' ? 2 : 3,
    };
  }
  return null;
}

function headingText(raw: string): string {
  return raw
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?/g, '$1')
    .replace(/<[^>]+>/g, '')
    .replace(/[*_`]{1,2}/g, '')
    .trim();
}

function boldHeading(line: string): string | null {
  const bold =
    /^(?:\*\*|__)([^*]{2,60}?)(?:\*\*|__)\s*:?\s*$/.exec(line) ??
    /^([A-Z][A-Za-z &/,-]{2,40}):\s*$/.exec(line);
  return bold ? (bold[1] ?? '').replace(/:$/, '').trim() : null;
}

interface Builder {
  section: PublishedSection;
  level: number;
  trail: { text: string; level: number; canon: Section | null }[];
  items: Item[];
}

function flushItems(builder: Builder): void {
  const { items, trail } = builder;
  builder.items = [];
  if (trail.some((heading) => NOT_CHANGES.test(heading.text))) return;
  const named = trail.findLast((heading) => heading.canon !== null);
  const inner = named ?? trail.at(-1);
  const canon = named?.canon ?? (trail.length > 0 ? 'other' : null);
  const base = Math.min(...items.map((item) => item.indent));
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    if (!item || item.indent > base + 1) continue;
    let end = at + 1;
    while (end < items.length && (items[end]?.indent ?? 0) > base + 1) end += 1;
    for (const entry of groupEntries(items.slice(at, end), inner?.text ?? null, canon))
      builder.section.entries.push(entry);
  }
}

const isKeyed = (entry: PublishedEntry): boolean => entry.numbers.length + entry.shas.length > 0;

function groupEntries(group: Item[], heading: string | null, canon: Section | null): PublishedEntry[] {
  const [first, ...rest] = group.map((item) => item.lines.join('\n'));
  if (/^updated dependencies\b/i.test(first ?? '')) return [];
  const parent = readEntry(first ?? '', heading, canon);
  const children = rest.map((text) => readEntry(text, heading, canon)).filter((entry) => entry !== null);
  if (children.length === 0) return parent ? [parent] : [];
  const childrenKeyed = children.filter(isKeyed).length >= children.length / 2;
  if (parent && !isKeyed(parent) && childrenKeyed) {
    const own = canon ?? canonicalHeading(parent.text);
    return children.map((entry) =>
      own ? { ...entry, section: entry.section === 'breaking' ? 'breaking' : own } : entry,
    );
  }
  const label =
    parent !== null && !isKeyed(parent) && /:$/.test((first ?? '').trim()) && (first ?? '').length < 40;
  return label ? children : parent ? [parent] : children;
}

function openSection(raw: string, level: number): Builder | null {
  const text = headingText(raw);
  const version = UNRELEASED.test(text) ? undefined : VERSION_HEADING.exec(text)?.[1];
  if (version === undefined) return null;
  const compare = /compare\/(?:[^)\s]*%40)?(.+?)\.\.\.?[^)\s]*/.exec(raw)?.[1] ?? null;
  return {
    section: { version, compareFrom: compare === null ? null : safeDecode(compare), entries: [] },
    level,
    trail: [],
    items: [],
  };
}

function isBareVersion(raw: string): boolean {
  const rest = headingText(raw)
    .replace(VERSION_HEADING, '')
    .replace(/[\d\s()/.,:-]|\b[A-Z][a-z]{2,8}\b/g, '');
  return /compare\//.test(raw) || rest === '';
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function addHeading(builder: Builder, text: string, level: number): void {
  flushItems(builder);
  while ((builder.trail.at(-1)?.level ?? 0) >= level) builder.trail.pop();
  const clean = headingText(text);
  builder.trail.push({ text: clean, level, canon: canonicalHeading(clean) });
}

function tableItem(line: string): string | null {
  if (!/^\|.*\/(?:commit|pull)\/.*\|\s*$/.test(line)) return null;
  const [key = '', ...rest] = line
    .split('|')
    .map((cell) => cell.trim())
    .filter(Boolean);
  return `${rest.join(': ')} (${key})`;
}

function addLine(builder: Builder, line: string): void {
  const row = tableItem(line);
  if (row !== null) builder.items.push({ indent: 0, lines: [row] });
  if (row !== null) return;
  const item = ITEM.exec(line);
  const last = builder.items.at(-1);
  if (item)
    builder.items.push({ indent: (item[1] ?? '').replaceAll('\t', '    ').length, lines: [item[2] ?? ''] });
  else if (last && (line.trim() === '' || /^\s/.test(line) || last.lines.at(-1) !== ''))
    last.lines.push(line.trim());
}

/** Parses a published changelog (Markdown or reStructuredText) into its releases, newest first as written. */
export function parseChangelog(source: string): PublishedSection[] {
  const lines = source.replaceAll('\r', '').split('\n');
  const sections: PublishedSection[] = [];
  let builder: Builder | null = null;
  let fenced = false;
  const close = (): void => {
    if (builder) {
      flushItems(builder);
      sections.push(builder.section);
    }
    builder = null;
  };
  for (let at = 0; at < lines.length && sections.length < MAX_SECTIONS; at += 1) {
    const line = lines[at] ?? '';
    if (/^\s*(?:```|~~~)\S*\s*$/.test(line) && !UNDERLINE.test(line)) fenced = !fenced;
    if (fenced) continue;
    const heading = headingAt(lines, at);
    const current: Builder | null = builder;
    if (heading) {
      const opened = openSection(heading.text, heading.level);
      if (
        opened &&
        (current === null || heading.level <= (current as Builder).level || isBareVersion(heading.text))
      ) {
        close();
        builder = opened;
      } else if (
        UNRELEASED.test(headingText(heading.text)) ||
        (current && heading.level < (current as Builder).level)
      )
        close();
      else if (current) addHeading(current, heading.text, heading.level);
      continue;
    }
    if (!current || UNDERLINE.test(line)) continue;
    const bold = boldHeading(line);
    if (bold !== null) addHeading(current, bold, 7);
    else addLine(current, line);
  }
  close();
  return sections;
}
