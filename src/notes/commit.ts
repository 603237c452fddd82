import type { Section, Subject } from './types.ts';

const HEADER = /^([A-Za-z][\w-]{0,24})(?:\(([^()]{1,80})\))?(!)?:\s+(.+)$/;
const PULL_TAIL = /\s*\((?:PR\s*)?(?:#|gh-|GH-|!)(\d+)\)\.?$/;
const CLOSING_TAIL = /[,;]?\s*\(?\b(?:closes?|closed|fix(?:es|ed)?|resolve[sd]?)\s*:?\s*#\d+\)?\.?$/i;
const BREAKING_FOOTER =
  /^BREAKING[ -]CHANGES?:?[ \t]*(?::[ \t]*)?([\s\S]*?)(?=\n\s*\n|\n[A-Z][\w-]+: |(?![\s\S]))/m;

/** The commit types that conventional projects use, with the usual misspellings. */
export const TYPES: Record<string, Section | 'none' | 'revert'> = {
  feat: 'feat',
  feature: 'feat',
  features: 'feat',
  new: 'feat',
  add: 'feat',
  update: 'feat',
  fix: 'fix',
  fixes: 'fix',
  bugfix: 'fix',
  hotfix: 'fix',
  security: 'fix',
  bug: 'fix',
  perf: 'perf',
  performance: 'perf',
  revert: 'revert',
  breaking: 'breaking',
  docs: 'none',
  doc: 'none',
  chore: 'none',
  ci: 'none',
  test: 'none',
  tests: 'none',
  build: 'none',
  style: 'none',
  refactor: 'none',
  wip: 'none',
  release: 'none',
  dx: 'none',
  types: 'none',
  deps: 'none',
  upgrade: 'none',
  internal: 'none',
  workflow: 'none',
  lint: 'none',
  cleanup: 'none',
  typo: 'none',
  examples: 'none',
};

const EMOJI = /^(?:(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|:[a-z0-9_+-]+:)\s*)+/u;

/** Removes control and direction-changing characters that have no place in a line of text. */
export function plainLine(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function takeNumbers(text: string): number[] {
  return [...text.matchAll(/(?:#|\bgh-)(\d{1,7})\b/gi)].map((match) => Number(match[1]));
}

function closingNumbers(body: string): number[] {
  const pattern =
    /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|issue)\b:?\s+(?:[\w.-]+\/[\w.-]+)?(?:#|https:\/\/\S+\/issues\/)(\d{1,7})/gi;
  return [...body.matchAll(pattern)].map((match) => Number(match[1]));
}

function pullFromBody(body: string): number | null {
  const match =
    /^(?:PR-URL|Pull[ -]Request(?:-URL)?|Reviewed-on):\s*(?:\S+\/(?:pull|merge_requests|pulls)\/|#)(\d{1,7})\s*$/im.exec(
      body,
    ) ?? /^See merge request \S*!(\d{1,7})$/m.exec(body);
  return match ? Number(match[1]) : null;
}

function stripPullTails(line: string): { text: string; pulls: number[] } {
  let text = line.replace(CLOSING_TAIL, '') || line;
  const pulls: number[] = [];
  for (let tail = PULL_TAIL.exec(text); tail; tail = PULL_TAIL.exec(text)) {
    pulls.push(Number(tail[1]));
    text = text.slice(0, tail.index).replace(CLOSING_TAIL, '');
  }
  return { text, pulls };
}

function areaOf(text: string): string | null {
  return (
    /^\[([^\]]{1,60})\]/.exec(text)?.[1]?.replaceAll('`', '') ??
    /^([\w@/.-]{2,40}):\s/.exec(text)?.[1] ??
    null
  );
}

/** Takes a commit's subject and body apart by the rules of Conventional Commits 1.0.0 and the habits around it. */
export function parseSubject(subject: string, body: string): Subject {
  const line = plainLine(subject);
  const { text: untailed, pulls } = stripPullTails(line);
  const bare = untailed.replace(EMOJI, '');
  const header = HEADER.exec(bare);
  const type = header?.[1]?.toLowerCase() ?? '';
  const known =
    header !== null && (Object.hasOwn(TYPES, type) || header[2] !== undefined || header[3] === '!');
  const note = BREAKING_FOOTER.exec(body)?.[1]?.trim() ?? null;
  const text = (known ? (header?.[4] ?? '') : bare).replace(EMOJI, '').trim() || line;
  return {
    type: known ? type : null,
    scope: known ? (header?.[2]?.trim() ?? null) : null,
    area: known ? null : areaOf(bare),
    breaking: (known && header?.[3] === '!') || note !== null || /^breaking\b/i.test(bare),
    breakingNote: note === null ? null : plainLine(note) || null,
    text,
    pullRequest: pulls[0] ?? pullFromBody(body),
    references: [...new Set([...pulls, ...takeNumbers(line), ...closingNumbers(body)])],
  };
}

/** Guesses the section of a change from its type or, without one, from its first words. */
export function guessSection(change: Subject): Section {
  const byType = change.type === null ? undefined : TYPES[change.type];
  if (byType !== undefined && byType !== 'none' && byType !== 'revert') return byType;
  if (change.type !== null) return /^docs?$/.test(change.type) ? 'docs' : 'other';
  const text = change.text.replace(/^\[[^\]]*\]:?\s*|^[\w@/.-]{2,40}:\s+/, '').toLowerCase();
  if (
    /^(?:fix|bug|correct|prevent|avoid|don't|do not|handle|ensure|resolve|patch|repair|restore|hotfix)/.test(
      text,
    )
  )
    return 'fix';
  if (/^(?:perf|optimi[sz]e|speed|faster|reduce)|\bperformance\b/.test(text)) return 'perf';
  if (/^(?:doc|readme|document|changelog)/.test(text)) return 'docs';
  if (
    /^(?:add|support|implement|introduce|allow|new|feature|feat|enable|expose|provide|make it possible)/.test(
      text,
    )
  )
    return 'feat';
  return /\b(?:bug|crash|regression|fix(?:es|ed)?)\b/.test(text) ? 'fix' : 'other';
}
