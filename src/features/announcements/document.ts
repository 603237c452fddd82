import type { DrawnDocument } from '../../outbox/publication.ts';
import type { DocumentKind, Parts } from '../feature.ts';
import { type Product, productById } from '../products/index.ts';
import { RELEASE_NOTES, type Release, releaseStore } from '../releases/index.ts';
import { type ReleaseEntry, releaseNotesHeading, releaseSection } from './file.ts';
import { reachOf } from './reach.ts';
import { announcementStore } from './store.ts';

/** The id of a release's section: its version in the characters that a marker may hold. */
const sectionId = (release: Release): string =>
  `release:${release.version.toLowerCase().replace(/[^a-z0-9.-]/g, '_')}`;

async function entryOf(parts: Parts, release: Release): Promise<ReleaseEntry> {
  const announcements = await announcementStore(parts.db, release.workspace).ofRelease(release.id);
  const by = release.announcedBy
    ? await parts.lookups.person(release.workspace, release.announcedBy)
    : undefined;
  return {
    release,
    reach: await reachOf(parts, release),
    channels: announcements.reduce((sum, one) => sum + one.channels, 0),
    people: announcements.reduce((sum, one) => sum + one.people, 0),
    announcedBy: by?.name ?? release.announcedBy ?? '',
  };
}

async function drawn(parts: Parts, product: Product): Promise<DrawnDocument> {
  const releases = await releaseStore(parts.db, product.workspace).all(product.id);
  const entries = await Promise.all(releases.map((release) => entryOf(parts, release)));
  return {
    heading: releaseNotesHeading(product),
    placement: 'first',
    sections: entries.map((entry) => ({
      id: sectionId(entry.release),
      text: releaseSection(entry, product.timezone),
    })),
  };
}

/** `07_release_notes.md`: each release, newest first. */
export const releaseNotesDocument: DocumentKind = {
  matches: (path) => path === RELEASE_NOTES,
  draw: async (parts, workspace, product) => drawn(parts, await productById(parts, workspace, product)),
};
