import { parseChangelog } from './changelog.ts';
import { listFiles, readCommits, readFileAt } from './history.ts';
import type { Commit, PublishedSection } from './types.ts';
import { compareVersions, parseTag, type VersionTag, versionKey } from './versions.ts';

const NAME =
  /^(?:change-?logs?|changes|history|news|release-?notes?|releases|whats-?new)(?:[-_.][\w.]+?)?(?:\.(?:md|markdown|mdx|rst|txt|adoc))?$/i;
const PART =
  /(?:^|\/)(?:change-?logs?|release-?notes?|releases|whats-?new)\/(?:.*\/)?[^/]*\d[^/]*\.(?:md|rst|txt)$/i;
const ELSEWHERE =
  /(?:^|\/)(?:node_modules|vendor|third[-_]party|fixtures?|__tests__|tests?|testdata|examples?|templates?)\//i;
const MAX_FILES = 12;
const MAX_BYTES = 3_000_000;
const MAX_SECTIONS = 30;
const MAX_COMMITS = 5000;
const AT_ONCE = 3;
const NEWEST_TAGS = 40;

/** One published release with the commits it was made of, by which habits are learned. */
export interface TrainingRelease {
  section: PublishedSection;
  commits: Commit[];
}

/** The published changelog of a project as it stood at one commit. */
export interface Published {
  path: string;
  sections: PublishedSection[];
}

function packageOf(family: string): string | null {
  const name =
    family
      .replace(/[@/_-]?v?(?:er(?:sion)?)?[-_.]?$/i, '')
      .split('/')
      .at(-1) ?? '';
  return /^(?:v|ver|version|release|rel|r)?[-_]?$/i.test(name) ? null : name.toLowerCase();
}

const isNamed = (folder: string, own: string): boolean => folder === own || folder.endsWith(`-${own}`);

/** The folder of the package that a tag family such as `plugin-legacy@` names, if the changelog lies in it. */
export function packageFolder(path: string, family: string): string | null {
  const own = packageOf(family);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const named = folder
    .toLowerCase()
    .split('/')
    .some((part) => own !== null && isNamed(part, own));
  return named ? folder : null;
}

function candidates(files: string[], family: string): string[] {
  const own = packageOf(family);
  const rank = (path: string): number => {
    const folders = path.toLowerCase().split('/').slice(0, -1);
    const mine = own !== null && folders.some((folder) => isNamed(folder, own));
    return (mine ? -100 : 0) + folders.length * 2 + (/change-?log/i.test(path) ? 0 : 1);
  };
  const named = files.filter((path) => NAME.test(path.split('/').at(-1) ?? '') && !ELSEWHERE.test(path));
  return named.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, MAX_FILES);
}

function parts(files: string[]): string[] {
  const key = (path: string): VersionTag | null =>
    parseTag(
      path
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$|\.x(?=\.)/g, '') ?? '',
    );
  return files
    .filter((path) => PART.test(path) && !ELSEWHERE.test(path))
    .map((path) => ({ path, version: key(path) }))
    .sort((a, b) =>
      a.version && b.version ? compareVersions(b.version, a.version) : a.path < b.path ? 1 : -1,
    )
    .slice(0, MAX_FILES)
    .map(({ path }) => path);
}

async function readAll(repo: string, at: string, paths: string[]): Promise<Published[]> {
  const found: Published[] = [];
  for (const path of paths) {
    const text = await readFileAt(repo, at, path);
    if (text !== null && text.length <= MAX_BYTES) found.push({ path, sections: parseChangelog(text) });
  }
  return found;
}

function tagged(published: Published, tags: Map<string, VersionTag>): number {
  return published.sections.filter(
    (section) => section.entries.length > 0 && tags.has(versionKey(section.version)),
  ).length;
}

/** Finds the project's published changelog as it stood at a commit: the file whose releases have the most tags. */
export async function findPublished(
  repo: string,
  at: string,
  tags: VersionTag[],
  family: string,
): Promise<Published | null> {
  const files = await listFiles(repo, at);
  const newest = [...tags].sort(compareVersions).slice(-NEWEST_TAGS);
  const byKey = new Map(newest.map((tag) => [versionKey(tag.version), tag]));
  const all = await readAll(repo, at, candidates(files, family));
  const best = all.reduce<Published | null>(
    (winner, one) => (winner === null || tagged(one, byKey) > tagged(winner, byKey) * 1.2 ? one : winner),
    null,
  );
  const pieces = best === null || tagged(best, byKey) < 10 ? await readAll(repo, at, parts(files)) : [];
  const useful = [best, ...pieces].filter((one) => one !== null && tagged(one, byKey) > 0) as Published[];
  if (useful.length === 0) return null;
  const seen = new Set<string>();
  const sections = useful
    .flatMap((one) => one.sections)
    .filter((section) => !seen.has(versionKey(section.version)) && seen.add(versionKey(section.version)));
  return { path: useful[0]?.path ?? '', sections };
}

interface Span {
  section: PublishedSection;
  from: string;
  to: string;
}

function spans(published: Published, tags: VersionTag[], without: Set<string>): Span[] {
  const byKey = new Map(tags.map((tag) => [versionKey(tag.version), tag]));
  const names = new Set(tags.map((tag) => tag.tag));
  const ordered = [...tags].sort(compareVersions);
  const found: { span: Span; version: VersionTag }[] = [];
  for (const section of published.sections) {
    const version = byKey.get(versionKey(section.version));
    if (!version || section.entries.length === 0 || without.has(versionKey(section.version))) continue;
    const lower = ordered.filter((tag) => compareVersions(tag, version) < 0);
    const listed = published.sections
      .map((other) => byKey.get(versionKey(other.version)))
      .filter((other) => other !== undefined && compareVersions(other, version) < 0) as VersionTag[];
    const stable = version.prerelease === null ? lower.filter((tag) => tag.prerelease === null) : lower;
    const before = listed.sort(compareVersions).at(-1)?.tag ?? stable.at(-1)?.tag ?? lower.at(-1)?.tag;
    const from =
      section.compareFrom !== null && names.has(section.compareFrom) ? section.compareFrom : before;
    if (from !== undefined) found.push({ span: { section, from, to: version.tag }, version });
  }
  return found.sort((a, b) => compareVersions(b.version, a.version)).map(({ span }) => span);
}

/** Reads the commits behind the newest published releases, newest first; `without` names versions never to look at. */
export async function readTraining(
  repo: string,
  published: Published,
  tags: VersionTag[],
  without: Set<string>,
): Promise<TrainingRelease[]> {
  const releases: TrainingRelease[] = [];
  const all = spans(published, tags, without).slice(0, MAX_SECTIONS);
  let count = 0;
  for (let at = 0; at < all.length && count < MAX_COMMITS; at += AT_ONCE) {
    const batch = await Promise.all(
      all.slice(at, at + AT_ONCE).map(async ({ section, from, to }) => ({
        section,
        commits: await readCommits(repo, `refs/tags/${from}`, `refs/tags/${to}`, MAX_COMMITS).catch(() => []),
      })),
    );
    for (const release of batch) {
      count += release.commits.length;
      if (release.commits.length > 0 && (count <= MAX_COMMITS || releases.length < 2)) releases.push(release);
    }
  }
  return releases;
}
