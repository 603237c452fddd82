import { guessSection } from './commit.ts';
import { tokenF1, tokens } from './entry.ts';
import { featuresOf } from './features.ts';
import { HEADING_WORDS } from './headings.ts';
import type { LearnedRelease } from './learn.ts';
import { type Model, predict, train } from './model.ts';
import type { PublishedEntry, Section, Unit } from './types.ts';

const MAX_EXAMPLES = 1200;
const MAX_CLASSES = 10;
const MIN_EXAMPLES = 10;
const HALF_LIFE = 10;

/** Where a change goes: the canonical section and the heading the project would write. */
export interface Place {
  section: Section;
  heading: string;
}

interface Group extends Place {
  key: string;
  model: Model | null;
}

/** How a project sorts its entries under headings. */
export interface Sorting {
  groups: Group[];
  flat: boolean;
  breakingTwice: boolean;
  breakingByNote: boolean;
  breaking: Place;
}

interface Filed {
  unit: Unit;
  entry: PublishedEntry;
  release: number;
}

const keyOf = (entry: PublishedEntry): string => {
  const words =
    entry.heading
      ?.toLowerCase()
      .replace(/:[a-z_]+:/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim() ?? '';
  return words === '' ? `~${entry.section}` : words;
};

function mostCommon<T>(values: T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function filedOf(releases: LearnedRelease[]): Filed[] {
  const filed: Filed[] = [];
  releases.forEach((release, at) => {
    const plain = release.matches.filter(
      (match) => match.entry.section !== 'breaking' || !match.unit.breaking,
    );
    for (const match of plain) filed.push({ ...match, release: at });
  });
  return filed.slice(0, MAX_EXAMPLES);
}

const nearer = (text: string, one: string, other: string): boolean =>
  tokenF1(tokens(text), tokens(one)) > tokenF1(tokens(text), tokens(other));

function breakingHabit(
  releases: LearnedRelease[],
): Pick<Sorting, 'breakingTwice' | 'breakingByNote' | 'breaking'> {
  let own = 0;
  let twice = 0;
  let noted = 0;
  const headings: string[] = [];
  for (const release of releases) {
    const breaking = release.matches.filter(
      (match) => match.entry.section === 'breaking' && match.unit.breaking,
    );
    for (const unit of new Set(breaking.map((match) => match.unit))) {
      own += 1;
      if (release.matches.some((match) => match.unit === unit && match.entry.section !== 'breaking'))
        twice += 1;
    }
    noted += breaking.filter(
      ({ entry, unit }) => unit.breakingNote !== null && nearer(entry.text, unit.breakingNote, unit.text),
    ).length;
    for (const match of breaking)
      if (match.entry.heading && /break|incompat/i.test(match.entry.heading))
        headings.push(match.entry.heading);
  }
  const all = releases.flatMap((release) => release.matches);
  const generated =
    all.filter(({ entry, unit }) => entry.shas.length > 0 && unit.type !== null).length > all.length / 2;
  const heading = mostCommon(headings) ?? HEADING_WORDS.breaking;
  if (own === 0 && generated)
    return { breakingTwice: true, breakingByNote: true, breaking: { section: 'breaking', heading } };
  return {
    breakingTwice: own > 0 && twice >= own / 2,
    breakingByNote: noted > own / 3,
    breaking: { section: 'breaking', heading },
  };
}

function priorFor(group: Place, unit: Unit): number {
  return guessSection(unit) === group.section ? 1 : -1;
}

async function trainGroup(group: Group, filed: Filed[], features: Map<Filed, string[]>): Promise<Model> {
  return train(
    filed.map((one) => ({
      features: features.get(one) ?? [],
      label: keyOf(one.entry) === group.key,
      weight: 0.5 ** (one.release / HALF_LIFE),
      prior: priorFor(group, one.unit),
    })),
  );
}

/** Learns a project's headings and which changes its people put under each. */
export async function learnSorting(releases: LearnedRelease[]): Promise<Sorting> {
  const filed = filedOf(releases);
  const counts = new Map<string, Filed[]>();
  for (const one of filed) counts.set(keyOf(one.entry), [...(counts.get(keyOf(one.entry)) ?? []), one]);
  const named = [...counts]
    .filter(([, members]) => members.length >= 2)
    .sort((a, b) => b[1].length - a[1].length);
  const groups: Group[] = named.slice(0, MAX_CLASSES).map(([key, members]) => {
    const section = mostCommon(members.map((one) => one.entry.section)) ?? 'other';
    return { key, section, heading: members[0]?.entry.heading ?? HEADING_WORDS[section], model: null };
  });
  const unsorted = filed.filter((one) => one.entry.heading === null && one.entry.section === 'other').length;
  const habit = breakingHabit(releases);
  const flat = filed.length >= MIN_EXAMPLES && unsorted >= 0.8 * filed.length;
  if (!flat && filed.length >= MIN_EXAMPLES && groups.length > 1) {
    const features = new Map(filed.map((one) => [one, featuresOf(one.unit)]));
    for (const group of groups) group.model = await trainGroup(group, filed, features);
  }
  return { groups, flat, ...habit };
}

/** The place of a change in the draft by the project's own sorting, or by its type and first words. */
export function placeOf(sorting: Sorting, unit: Unit): Place {
  if (unit.breaking && !sorting.breakingTwice) return sorting.breaking;
  return plainPlace(sorting, unit);
}

/** The place of a change when its breaking mark is left aside. */
export function plainPlace(sorting: Sorting, unit: Unit): Place {
  if (sorting.flat) return { section: 'other', heading: '' };
  const features = featuresOf(unit);
  const scored = sorting.groups
    .filter((group) => group.model !== null)
    .map((group) => ({ group, score: predict(group.model ?? new Map(), features, priorFor(group, unit)) }))
    .sort((a, b) => b.score - a.score);
  const best = scored[0]?.group;
  if (best) return { section: best.section, heading: best.heading };
  const section = guessSection(unit);
  const known = sorting.groups.find((group) => group.section === section);
  return { section, heading: known?.heading ?? HEADING_WORDS[section] };
}
