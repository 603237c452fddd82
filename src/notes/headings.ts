import type { Section } from './types.ts';

const RULES: [RegExp, Section][] = [
  [/\bbreaking\b|\bincompatib|backwards?[- ]incompat|migration|\bmajor changes?\b/, 'breaking'],
  [/\bperf(?:ormance)?\b|\bspeed\b|optimi[sz]ation/, 'perf'],
  [/\bdoc(?:s|umentation)?\b/, 'docs'],
  [/\b(?:bug ?-?fix(?:es)?|bugs?|fix(?:ed|es)?|security|patch changes?)\b|^patch$/, 'fix'],
  [/\b(?:add(?:ed|itions)?|feat(?:ures?)?|new|enhancements?|enhanced|minor changes?)\b|^minor$/, 'feat'],
];

/** The canonical section of a changelog heading, or null when it names none of the known ones. */
export function canonicalHeading(heading: string): Section | null {
  const text = heading.toLowerCase().replaceAll('bugfix', 'bug fix');
  return RULES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** The house's own words for a section, used where a project has none. */
export const HEADING_WORDS: Record<Section, string> = {
  breaking: 'Breaking changes',
  feat: 'Features',
  fix: 'Fixes',
  perf: 'Performance',
  docs: 'Documentation',
  other: 'Other',
};

/** The order in which sections are read: what may break first, then what is new, mended and faster. */
export const SECTION_ORDER: Section[] = ['breaking', 'feat', 'fix', 'perf', 'docs', 'other'];
