import { tokens } from './entry.ts';
import { type Labels, labelFor, learnLabels } from './labels.ts';
import type { LearnedRelease } from './learn.ts';
import type { PublishedEntry, Unit } from './types.ts';

const MIN_SEEN = 3;

/** How a project words its entries. */
export interface Wording {
  scope: boolean;
  scopeStyle: 'bold' | 'bracket' | 'plain';
  type: boolean;
  area: boolean;
  capital: boolean | null;
  period: boolean;
  firstWords: Map<string, string>;
  labels: Labels;
}

interface Pair {
  unit: Unit;
  entry: PublishedEntry;
}

function share(pairs: Pair[], test: (pair: Pair) => boolean, otherwise: boolean): boolean {
  return pairs.length < MIN_SEEN ? otherwise : pairs.filter(test).length >= pairs.length / 2;
}

const withoutPrefix = (text: string): string =>
  text.replace(/^\[[^\]]*\]:?\s*|^[\w@/.*-]+(?:\([^)]*\))?!?:\s+/, '');

const startsWithWords = (text: string, prefix: string): boolean => {
  const wanted = tokens(prefix);
  const given = tokens(text)
    .slice(0, wanted.length + 2)
    .join(' ');
  return wanted.length > 0 && given.includes(wanted.join(' '));
};

function firstWordHabits(pairs: Pair[]): Map<string, string> {
  const seen = new Map<string, Map<string, number>>();
  for (const { unit, entry } of pairs) {
    const [from, ...rest] = unit.text.split(' ');
    const [to, ...restTo] = withoutPrefix(entry.text).split(' ');
    if (!from || !to || rest.length === 0 || tokens(rest.join(' '))[0] !== tokens(restTo.join(' '))[0])
      continue;
    const counts = seen.get(from.toLowerCase()) ?? new Map<string, number>();
    counts.set(to.toLowerCase(), (counts.get(to.toLowerCase()) ?? 0) + 1);
    seen.set(from.toLowerCase(), counts);
  }
  const habits = new Map<string, string>();
  for (const [from, counts] of seen) {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const [to, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
    if (to !== from && count >= MIN_SEEN && count >= 0.6 * total && /^\p{L}+$/u.test(to))
      habits.set(from, to);
  }
  return habits;
}

function commonStyle(pairs: Pair[]): Wording['scopeStyle'] {
  const styles = pairs.map((pair) => pair.entry.scopeStyle);
  const count = (style: Wording['scopeStyle']): number => styles.filter((one) => one === style).length;
  return count('bracket') > Math.max(count('bold'), count('plain'))
    ? 'bracket'
    : count('plain') > count('bold')
      ? 'plain'
      : 'bold';
}

/** Learns how a project words its entries from those already published. */
export function learnWording(releases: LearnedRelease[]): Wording {
  const pairs = releases
    .slice(0, 15)
    .flatMap((release) => release.matches)
    .filter((pair) => pair.entry.section !== 'breaking' || !pair.unit.breaking);
  const scoped = pairs.filter((pair) => pair.unit.scope !== null);
  const typed = pairs.filter((pair) => pair.unit.type !== null);
  const areas = pairs.filter((pair) => pair.unit.area !== null);
  const lettered = pairs.filter(
    (pair) => /^\p{L}/u.test(withoutPrefix(pair.entry.text)) && /^\p{L}/u.test(pair.unit.text),
  );
  const upper = lettered.filter((pair) => /^\p{Lu}/u.test(withoutPrefix(pair.entry.text))).length;
  const mixed = upper > lettered.length * 0.2 && upper < lettered.length * 0.8;
  return {
    scope: share(scoped, (pair) => startsWithWords(pair.entry.text, pair.unit.scope ?? ''), true),
    scopeStyle: commonStyle(pairs),
    type: share(typed, (pair) => pair.entry.type !== null, false),
    area: share(areas, (pair) => startsWithWords(pair.entry.text, pair.unit.area ?? ''), true),
    capital: lettered.length < MIN_SEEN || mixed ? null : upper > lettered.length / 2,
    period: share(pairs, (pair) => /[^.]\.$/.test(pair.entry.text), false),
    firstWords: firstWordHabits(pairs),
    labels: learnLabels(pairs),
  };
}

function reword(wording: Wording, unit: Unit, source: string): string {
  let text = source;
  if (!wording.area && unit.area !== null && text === unit.text) text = withoutPrefix(text) || text;
  const first = /^\p{L}+/u.exec(text)?.[0] ?? '';
  const habit = wording.firstWords.get(first.toLowerCase());
  if (habit !== undefined)
    text =
      (/^\p{Lu}/u.test(first) ? habit.charAt(0).toUpperCase() + habit.slice(1) : habit) +
      text.slice(first.length);
  if (wording.capital === true && /^\p{Ll}[\p{Ll}-]*(?=\s|$)/u.test(text))
    text = text.charAt(0).toUpperCase() + text.slice(1);
  if (wording.capital === false && /^\p{Lu}\p{Ll}+(?=\s)/u.test(text))
    text = text.charAt(0).toLowerCase() + text.slice(1);
  return wording.period && /[\p{L}\p{N})`]$/u.test(text) ? `${text}.` : text;
}

/** Words a change the way the project would, without references; the scope is a prefix of its own. */
export function wordingOf(wording: Wording, unit: Unit, source: string): { prefix: string; text: string } {
  const scope = wording.scope && unit.scope !== null ? unit.scope : '';
  const text = reword(wording, unit, source);
  const label = labelFor(wording.labels, unit);
  if (label !== null) return { prefix: `[${label}]`, text };
  if (wording.type && unit.type !== null) {
    return { prefix: `${unit.type}${scope === '' ? '' : `(${scope})`}${unit.breaking ? '!' : ''}:`, text };
  }
  if (scope === '') return { prefix: '', text };
  return { prefix: wording.scopeStyle === 'bracket' ? `[${scope}]` : `${scope}:`, text };
}
