import { isReleaseCommit } from './features.ts';
import { SECTION_ORDER } from './headings.ts';
import { isListed, type Listing } from './learn.ts';
import { type Place, placeOf, type Sorting } from './sections.ts';
import { type Wording, wordingOf } from './texts.ts';
import type { NotesEntry, Unit } from './types.ts';

/** Everything learned of a project that a draft is made by. */
export interface Habits {
  conventional: boolean;
  listing: Listing;
  sorting: Sorting;
  wording: Wording;
}

function entryOf(unit: Unit, place: Place, wording: Wording, source: string): NotesEntry {
  const worded = wordingOf(wording, unit, source);
  return {
    commit: unit.sha,
    commits: unit.shas,
    pullRequest: unit.pullRequest,
    section: place.section,
    heading: place.heading,
    text: worded.prefix === '' ? worded.text : `${worded.prefix} ${worded.text}`,
    breaking: unit.breaking || place.section === 'breaking',
    scope: unit.scope,
  };
}

function entriesOf(unit: Unit, habits: Habits): NotesEntry[] {
  const { sorting } = habits;
  const note = unit.breaking && sorting.breakingByNote ? (unit.breakingNote ?? unit.text) : unit.text;
  const main = entryOf(
    unit,
    placeOf(sorting, unit),
    habits.wording,
    sorting.breakingTwice ? unit.text : note,
  );
  if (!unit.breaking || !sorting.breakingTwice) return [main];
  return [main, entryOf(unit, sorting.breaking, { ...habits.wording, type: false }, note)];
}

/** Joins the commits of one pull request into one change: the first listed one speaks for all. */
export function joinPulls(units: Unit[]): Unit[] {
  const byPull = new Map<string, Unit>();
  const joined: Unit[] = [];
  for (const unit of units) {
    const key = unit.pullRequest === null ? null : `${unit.pullRequest}`;
    const first = key === null ? undefined : byPull.get(key);
    if (first === undefined) {
      const own = { ...unit };
      joined.push(own);
      if (key !== null) byPull.set(key, own);
      continue;
    }
    first.shas = [...first.shas, ...unit.shas];
    first.breaking ||= unit.breaking;
    first.breakingNote ??= unit.breakingNote;
  }
  return joined;
}

/** Turns the changes of a range into the entries of a draft; what a breaking change breaks, told a second time, comes last. */
export function draftEntries(units: Unit[], habits: Habits, joinCommits: boolean): NotesEntry[] {
  const listed = units.filter(
    (unit) => !isReleaseCommit(unit) && isListed(habits.listing, habits.conventional, unit),
  );
  const joined = joinCommits ? joinPulls(listed) : listed;
  const made = joined.map((unit) => entriesOf(unit, habits));
  const entries = made.flatMap(([main]) => main ?? []);
  const notes = made.flatMap(([, note]) => note ?? []);
  const seen = new Set<string>();
  const fresh = entries.filter((entry) => {
    const key =
      entry.pullRequest === null
        ? `${entry.section} ${entry.text.toLowerCase()}`
        : `${entry.commit} ${entry.section}`;
    return !seen.has(key) && seen.add(key);
  });
  const rank = (entry: NotesEntry): number => SECTION_ORDER.indexOf(entry.section);
  return [...fresh.sort((a, b) => rank(a) - rank(b)), ...notes];
}
