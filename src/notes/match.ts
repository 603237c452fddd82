import { tokenF1, tokens } from './entry.ts';
import type { PublishedEntry, Unit } from './types.ts';

const SAME_TEXT = 0.8;
const ALIKE_TEXT = 0.5;

/** A published entry and the change it tells of. */
export interface Match {
  entry: PublishedEntry;
  unit: Unit;
}

/** What a published section tells of a range of changes. */
export interface SectionMatch {
  matches: Match[];
  usable: boolean;
}

function byKeys(entry: PublishedEntry, units: Unit[]): Unit[] {
  const bySha = units.filter((unit) =>
    entry.shas.some((sha) => unit.shas.some((own) => own.startsWith(sha))),
  );
  if (bySha.length > 0) return bySha;
  const numbers = new Set(entry.numbers);
  const byPull = units.filter((unit) => unit.pullRequest !== null && numbers.has(unit.pullRequest));
  if (byPull.length > 0) return byPull;
  return units.filter((unit) => unit.references.some((number) => numbers.has(number)));
}

interface Words {
  text: string[];
  scoped: string[];
  note: string[];
}

function wordsOf(unit: Unit): Words {
  return {
    text: tokens(unit.text),
    scoped: tokens(`${unit.scope ?? unit.type ?? ''} ${unit.text}`),
    note: unit.breakingNote === null ? [] : tokens(unit.breakingNote),
  };
}

function byText(
  entry: PublishedEntry,
  units: Unit[],
  words: Map<Unit, Words>,
  taken: Set<Unit>,
  least: number,
): Unit[] {
  const own = tokens(entry.text);
  if (own.length < 2) return [];
  let best: Unit | null = null;
  let score = least;
  for (const unit of units) {
    const known = words.get(unit);
    if (!known || taken.has(unit)) continue;
    const longest = Math.max(known.scoped.length, known.note.length);
    if (
      longest === 0 ||
      2 * Math.min(own.length, longest) < least * (own.length + Math.min(known.text.length, longest))
    )
      continue;
    const f1 = Math.max(tokenF1(own, known.text), tokenF1(own, known.scoped), tokenF1(own, known.note));
    if (f1 >= score && (best === null || f1 > score)) {
      best = unit;
      score = f1;
    }
  }
  return best === null ? [] : [best];
}

/** Matches the entries of one published release to changes by commit, number and text, and says if they fit at all. */
export function matchSection(entries: PublishedEntry[], units: Unit[]): SectionMatch {
  const matches: Match[] = [];
  const words = new Map(units.map((unit) => [unit, wordsOf(unit)]));
  const taken = new Set<Unit>();
  let keyed = 0;
  let keyedFound = 0;
  const open: PublishedEntry[] = [];
  for (const entry of entries) {
    const hasKeys = entry.shas.length + entry.numbers.length > 0;
    const found = hasKeys ? byKeys(entry, units) : [];
    if (hasKeys) keyed += 1;
    if (found.length > 0) keyedFound += 1;
    else open.push(entry);
    for (const unit of found) {
      matches.push({ entry, unit });
      if (entry.section !== 'breaking') taken.add(unit);
    }
  }
  for (const entry of open) {
    const pool = entry.section === 'breaking' ? units.filter((unit) => unit.breaking) : units;
    const least = entry.shas.length + entry.numbers.length > 0 ? SAME_TEXT : ALIKE_TEXT;
    const used = entry.section === 'breaking' ? new Set<Unit>() : taken;
    for (const unit of byText(entry, pool, words, used, least)) {
      matches.push({ entry, unit });
      if (entry.section !== 'breaking') taken.add(unit);
    }
  }
  const found = new Set(matches.map((match) => match.entry)).size;
  const keysFit = keyed >= entries.length * 0.3 && keyedFound >= 0.6 * keyed && keyedFound > 0;
  const usable = keysFit || found > Math.max(0, (keyed > 0 ? 0.4 : 0.3) * entries.length);
  return { matches, usable };
}
