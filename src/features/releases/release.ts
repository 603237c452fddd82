import { Refused } from '../../slack/errors.ts';
import type { releaseTables } from './table.ts';

/** Who may have a release. */
export type Stage = 'Internal' | 'Beta' | 'Public';
export const STAGES: readonly Stage[] = ['Internal', 'Beta', 'Public'];

/** Where a release is on its way; withdrawn is the end after a roll-back. */
export type ReleaseState = 'draft' | 'ready' | 'announced' | 'monitoring' | 'closed' | 'withdrawn';

/** A version of a product that is put before people. */
export type Release = ReturnType<typeof releaseTables>['releases']['$inferSelect'];

/** What a person enters about a release. */
export type ReleaseText = Pick<Release, 'title' | 'stage' | 'notes' | 'howTo' | 'rollback' | 'plannedFor'>;

const VERSION = /^v?(\d{1,8}(?:\.\d{1,8}){0,3}(?:-[0-9A-Za-z.-]{1,60})?(?:\+[0-9A-Za-z.-]{1,60})?)$/;

/** The version without a leading "v", by the rules of semver with one to four numbers; undefined for nonsense. */
export const parseVersion = (typed: string): string | undefined => VERSION.exec(typed.trim())?.[1];

/** The version, or a refusal at the field it was typed in. */
export function versionOrRefuse(typed: string, field?: string): string {
  const version = parseVersion(typed);
  if (version) return version;
  throw new Refused('Herald cannot read this version. Write it like 1.4.0 or v1.4.0-rc.1.', field);
}

/** Whether people still work on it: what a command means when the version is left out. */
export const isOpen = (release: Pick<Release, 'state'>): boolean =>
  release.state !== 'closed' && release.state !== 'withdrawn';

/** Refuses to announce what was withdrawn, or what everybody has already. */
export function mayAnnounce(release: Release): void {
  if (release.state === 'withdrawn')
    throw new Refused(`${release.version} was withdrawn. Announce a new version instead.`, 'version');
  if (release.announcedAt !== null)
    throw new Refused(`${release.version} was announced already. Announce a new version instead.`, 'version');
}

/** The release as it is after it was announced. */
export function announced(release: Release, by: string, at: number): Release {
  mayAnnounce(release);
  return { ...release, state: 'announced', announcedAt: at, announcedBy: by };
}

/** The release as it is while its announcement waits for its time. */
export const planned = (release: Release, by: string): Release => ({
  ...release,
  state: 'ready',
  announcedBy: by,
});

/** Orders releases newest first. */
export const newestFirst = (a: Release, b: Release): number => b.createdAt - a.createdAt;

/** How a release is named in a sentence. */
export const releaseName = (release: Pick<Release, 'version' | 'title'>): string =>
  release.title ? `${release.version} ${release.title}` : release.version;
