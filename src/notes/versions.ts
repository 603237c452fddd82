/** A version tag taken apart: the family it belongs to and its numbers. */
export interface VersionTag {
  tag: string;
  prefix: string;
  family: string;
  version: string;
  numbers: number[];
  prerelease: string | null;
}

const VERSION =
  /^(.*?)(\d+(?:\.\d+){1,3})(?:[-.+]?((?:alpha|beta|rc|pre|preview|dev|next|canary|a|b|c|M)[.\-_]?\w*(?:[.-]\w+)*|\d[\w.-]*|[A-Za-z][\w.-]*))?$/i;

/** Takes a tag such as `v1.2.3`, `release-2.0` or `plugin-legacy@1.2.3-beta.1` apart. */
export function parseTag(tag: string): VersionTag | null {
  const match = VERSION.exec(tag.replace(/(?<=\d)_(?=\d)/g, '.'));
  if (!match || /\d$/.test(match[1] ?? '')) return null;
  const numbers = (match[2] ?? '').split('.').map(Number);
  const rest = match[3] ?? null;
  const prerelease = rest !== null && !/^(?:final|ga|release|stable|post\d*)$/i.test(rest) ? rest : null;
  const version = rest === null ? (match[2] ?? '') : `${match[2]}-${rest}`;
  const prefix = match[1] ?? '';
  const family = prefix.toLowerCase().replace(/(?<=^|[^a-z])v$/, '');
  return { tag, prefix, family, version, numbers, prerelease };
}

function comparePrerelease(a: string, b: string): number {
  const left = a.split(/(\d+)/).filter(Boolean);
  const right = b.split(/(\d+)/).filter(Boolean);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const x = left[i] ?? '';
    const y = right[i] ?? '';
    if (x === y) continue;
    const byNumber = Number(x) - Number(y);
    return Number.isNaN(byNumber) || x === '' || y === '' ? (x < y ? -1 : 1) : byNumber;
  }
  return 0;
}

/** Orders two versions by their numbers, a pre-release before its release. */
export function compareVersions(a: VersionTag, b: VersionTag): number {
  for (let i = 0; i < 4; i += 1) {
    const difference = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.prerelease === null || b.prerelease === null) {
    return (a.prerelease === null ? 1 : 0) - (b.prerelease === null ? 1 : 0);
  }
  return comparePrerelease(a.prerelease, b.prerelease);
}

/** Reduces a version to one spelling, so that `v1.2`, `1.2.0` and `1.2.0-final` are equal. */
export function versionKey(version: string): string {
  const parsed = parseTag(version);
  if (!parsed) return version.toLowerCase();
  const numbers = [...parsed.numbers, 0, 0, 0].slice(0, Math.max(3, parsed.numbers.length)).join('.');
  return parsed.prerelease === null
    ? numbers
    : `${numbers}-${parsed.prerelease.toLowerCase().replace(/[^a-z0-9]/g, '')}`;
}

/** The family most of the tags belong to. */
export function commonFamily(tags: VersionTag[]): string {
  const counts = new Map<string, number>();
  for (const tag of tags) counts.set(tag.family, (counts.get(tag.family) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

/** Chooses the tag a draft starts from: the same family as `to`, the release before it; for a branch the newest one. */
export function previousTag(merged: string[], to: string | null): string | null {
  const all = merged.map(parseTag).filter((tag) => tag !== null);
  const target = to === null ? null : parseTag(to);
  const family = target?.family ?? commonFamily(all);
  const older = all
    .filter((tag) => tag.family === family && tag.tag !== to)
    .filter((tag) => target === null || compareVersions(tag, target) < 0)
    .sort(compareVersions);
  const stable =
    target !== null && target.prerelease === null ? older.filter((tag) => tag.prerelease === null) : [];
  return (stable.at(-1) ?? older.at(-1))?.tag ?? null;
}

/** Suggests the next semantic version after a tag from what the draft holds, or null when the tag is not one. */
export function suggestVersion(
  entries: { section: string; breaking: boolean }[],
  lastTag: string | null,
): string | null {
  if (lastTag === null) return null;
  const last = parseTag(lastTag);
  if (!last || last.numbers.length > 3 || (last.numbers[0] ?? 0) >= 1990) return null;
  const { prefix } = last;
  const [major = 0, minor = 0, patch = 0] = last.numbers;
  if (last.prerelease !== null)
    return `${prefix}${nextPrerelease(`${major}.${minor}.${patch}`, last.prerelease)}`;
  const breaking = entries.some((entry) => entry.breaking || entry.section === 'breaking');
  const feature = entries.some((entry) => entry.section === 'feat');
  if (breaking) return major === 0 ? `${prefix}0.${minor + 1}.0` : `${prefix}${major + 1}.0.0`;
  if (feature) return `${prefix}${major}.${minor + 1}.0`;
  return `${prefix}${major}.${minor}.${patch + 1}`;
}

function nextPrerelease(base: string, prerelease: string): string {
  const numbered = /^(.*?)(\d+)$/.exec(prerelease);
  return numbered ? `${base}-${numbered[1]}${Number(numbered[2]) + 1}` : `${base}-${prerelease}.1`;
}
