import type { Outcome } from '../../outbox/messages.ts';
import type { Parts } from '../feature.ts';
import { announced, releasePublications, releaseStore } from '../releases/index.ts';
import { announcementOfGroup, groupOf } from './announcement.ts';
import { progressPublication } from './publications.ts';
import { announcementStore, unfinishedAnnouncements } from './store.ts';

/** Milliseconds between two edits of a progress message; Slack takes about fifty edits a minute in all. */
const PACE = 1500;

/** Brings the progress message up to date, marks a planned release as announced when its time comes, and ends it when every destination has its outcome. */
export async function showProgress(parts: Parts, workspace: string, id: string): Promise<void> {
  const store = announcementStore(parts.db, workspace);
  const announcement = await store.find(id);
  if (!announcement || announcement.finishedAt !== null) return;
  const release = await releaseStore(parts.db, workspace).find(announcement.release);
  if (!release) return;
  const progress = await parts.outbox.publications.progress(workspace, groupOf(id));
  const now = parts.clock.now();
  const goesOut = release.announcedAt === null && announcement.sendAt <= now;
  const after = goesOut ? announced(release, announcement.createdBy, announcement.sendAt) : release;
  const done = progress.left === 0;
  await parts.outbox.save({
    workspace,
    writes: (q) => [
      ...(goesOut ? [releaseStore(parts.db, workspace).change(q, after)] : []),
      ...(done ? [store.finish(q, id, now)] : []),
    ],
    publications: [
      progressPublication(announcement, after, progress, now),
      ...(done || goesOut ? releasePublications(release, 'reach of') : []),
    ],
  });
}

/** Gathers the outcomes of an announcement, so that its progress message is edited now and then, not for each. */
export function progressWatch() {
  const waiting = new Set<string>();
  return async (parts: Parts, { row }: Outcome): Promise<void> => {
    const id = announcementOfGroup(row.group);
    if (!id) return;
    const left = await parts.outbox.publications.anyLeft(row.workspace, groupOf(id));
    if (!left) return showProgress(parts, row.workspace, id);
    if (waiting.has(id)) return;
    waiting.add(id);
    setTimeout(() => {
      waiting.delete(id);
      showProgress(parts, row.workspace, id).catch((error: unknown) =>
        parts.log.warn({ err: error }, 'the progress of an announcement could not be shown'),
      );
    }, PACE).unref();
  };
}

/** Takes up progress messages that a restart left behind. */
export async function takeUpProgress(parts: Parts): Promise<void> {
  for (const { workspace, id, sendAt } of await unfinishedAnnouncements(parts.db))
    if (sendAt <= parts.clock.now()) await showProgress(parts, workspace, id);
}
