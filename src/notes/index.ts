import { draftEntries, type Habits } from './draft.ts';
import { assertRepository, listTags, originWebUrl, readCommits, resolveRef } from './history.ts';
import { conventionalShare, type LearnedRelease, layBeside, learnListing, within } from './learn.ts';
import { findPublished, packageFolder, readTraining } from './published.ts';
import { renderMarkdown } from './render.ts';
import { cancelReverts } from './reverts.ts';
import { learnSorting } from './sections.ts';
import { learnWording } from './texts.ts';
import { type Commit, type NotesEntry, NotesError } from './types.ts';
import { buildUnits, defaultGranularity, type Granularity } from './units.ts';
import {
  commonFamily,
  compareVersions,
  parseTag,
  previousTag,
  type VersionTag,
  versionKey,
} from './versions.ts';

export { renderMarkdown } from './render.ts';
export type { NotesEntry, Section } from './types.ts';
export { NotesError } from './types.ts';
export { suggestVersion } from './versions.ts';

const MAX_DRAFT_COMMITS = 20_000;

/** What to draft notes for; without `to` the head, without `from` the tag before it. */
export interface DraftOptions {
  repo: string;
  from?: string | undefined;
  to?: string | undefined;
  webUrl?: string | undefined;
}

/** What the draft was learned from: the changelog file and how many of its releases fitted the history. */
export interface LearnedFrom {
  changelog: string | null;
  releases: number;
  entries: number;
  rule: 'convention' | 'sense' | 'model';
}

/** A draft of release notes, ready for people to edit. */
export interface NotesDraft {
  from: string;
  to: string;
  entries: NotesEntry[];
  markdown: string;
  learnedFrom: LearnedFrom;
}

interface Range {
  from: string;
  to: string;
  fromSha: string;
  toSha: string;
}

async function rangeOf(options: DraftOptions): Promise<Range> {
  const { repo } = options;
  const to = options.to ?? 'HEAD';
  const toSha = await resolveRef(repo, to);
  if (options.from !== undefined)
    return { from: options.from, to, fromSha: await resolveRef(repo, options.from), toSha };
  const merged = await listTags(repo, toSha);
  const named = options.to !== undefined && merged.has(options.to) ? options.to : null;
  const from = previousTag([...merged.keys()], named);
  if (from === null) {
    const why = merged.size === 0 ? 'The repository has no tags' : 'The repository has no version tag';
    throw new NotesError(`${why} before ${to}; name one with --from.`);
  }
  return { from, to, fromSha: await resolveRef(repo, from), toSha };
}

interface Lessons {
  changelog: string | null;
  granularity: Granularity;
  home: string | null;
  releases: LearnedRelease[];
}

async function olderTags(repo: string, range: Range, tags: VersionTag[]): Promise<VersionTag[]> {
  const start = tags.find((tag) => tag.tag === range.from);
  if (start !== undefined)
    return tags.filter((tag) => tag.family !== start.family || compareVersions(tag, start) <= 0);
  const merged = await listTags(repo, range.fromSha);
  return tags.filter((tag) => merged.has(tag.tag));
}

async function study(range: Range, repo: string, fallback: Granularity): Promise<Lessons> {
  const tags = [...(await listTags(repo)).keys()].map(parseTag).filter((tag) => tag !== null);
  const ends = [range.to, range.from].map((end) => tags.find((tag) => tag.tag === end));
  const family = ends.find((end) => end !== undefined)?.family ?? commonFamily(tags);
  const own = (await olderTags(repo, range, tags)).filter((tag) => tag.family === family);
  const published = await findPublished(repo, range.fromSha, own, family);
  if (published === null) return { changelog: null, granularity: fallback, home: null, releases: [] };
  const target = parseTag(range.to);
  const without = new Set(target === null ? [] : [versionKey(target.version)]);
  const training = await readTraining(repo, published, own, without);
  const home = packageFolder(published.path, family);
  return { changelog: published.path, home, ...(await layBeside(training, fallback, home)) };
}

function joinsCommits(releases: LearnedRelease[]): boolean {
  let apart = 0;
  for (const release of releases) {
    const byPull = new Map<number, Set<string>>();
    for (const { unit, entry } of release.matches) {
      if (unit.pullRequest === null || entry.shas.length === 0) continue;
      byPull.set(unit.pullRequest, (byPull.get(unit.pullRequest) ?? new Set()).add(unit.sha));
    }
    apart += [...byPull.values()].filter((shas) => shas.size > 1).length;
  }
  return apart < 2;
}

async function habitsOf(lessons: Lessons, commits: Commit[]): Promise<Habits> {
  const recent = [
    ...lessons.releases.slice(0, 8).flatMap((release) => release.units),
    ...buildUnits(commits, lessons.granularity),
  ];
  const conventional = conventionalShare(recent) >= 0.5;
  return {
    conventional,
    listing: await learnListing(lessons.releases, conventional),
    sorting: await learnSorting(lessons.releases),
    wording: learnWording(lessons.releases),
  };
}

/** Drafts the release notes of a range of commits from its history and the project's own older changelog. */
export async function draftNotes(options: DraftOptions): Promise<NotesDraft> {
  await assertRepository(options.repo);
  const range = await rangeOf(options);
  const commits = await readCommits(options.repo, range.fromSha, range.toSha, MAX_DRAFT_COMMITS);
  const lessons = await study(range, options.repo, defaultGranularity(commits));
  const habits = await habitsOf(lessons, commits);
  const units = within(lessons.home, cancelReverts(buildUnits(commits, lessons.granularity)));
  const entries = draftEntries(units, habits, joinsCommits(lessons.releases));
  const webUrl = options.webUrl ?? (await originWebUrl(options.repo));
  return {
    from: range.from,
    to: range.to,
    entries,
    markdown: renderMarkdown(entries, webUrl),
    learnedFrom: {
      changelog: lessons.changelog,
      releases: lessons.releases.length,
      entries: lessons.releases.reduce((sum, release) => sum + release.entries, 0),
      rule: habits.listing.kind,
    },
  };
}
