import type { Parts } from '../feature.ts';
import { type Release, releaseById } from '../releases/index.ts';
import { announcementOfGroup, groupOf, type Reach } from './announcement.ts';
import { announcementStore } from './store.ts';

/** How far a release has come with its audience. */
export async function reachOf(parts: Parts, release: Pick<Release, 'id' | 'workspace'>): Promise<Reach> {
  const store = announcementStore(parts.db, release.workspace);
  const announcements = await store.ofRelease(release.id);
  const progress = await Promise.all(
    announcements.map(({ id }) => parts.outbox.publications.progress(release.workspace, groupOf(id))),
  );
  const sum = (count: (one: (typeof progress)[number]) => number): number =>
    progress.reduce((total, one) => total + count(one), 0);
  return {
    audience: sum((one) => one.standing + one.failed + one.left),
    channels: announcements.reduce((total, one) => total + one.channels, 0),
    delivered: sum((one) => one.standing),
    failed: sum((one) => one.failed),
    acknowledged: await store.acknowledged(release.id),
  };
}

/** The release whose announcement stands as this message; undefined for any other message. */
export async function announcementAt(
  parts: Parts,
  workspace: string,
  channel: string,
  ts: string,
): Promise<{ release: Release } | undefined> {
  const row = await parts.outbox.publications.at(workspace, channel, ts);
  const id = row && announcementOfGroup(row.group);
  const announcement = id ? await announcementStore(parts.db, workspace).find(id) : undefined;
  return announcement && { release: await releaseById(parts, workspace, announcement.release) };
}
