import type { Acting, Parts } from '../feature.ts';
import { type Release, releaseById, releasePublications } from '../releases/index.ts';
import { announcementStore } from './store.ts';

/** Keeps that a person has read about a release; saying it again changes nothing. */
export async function acknowledge(parts: Parts, acting: Acting, id: string): Promise<Release> {
  const release = await releaseById(parts, acting.workspace, id);
  const store = announcementStore(parts.db, acting.workspace);
  await parts.outbox.save({
    workspace: acting.workspace,
    writes: () => [store.acknowledge(release.id, acting.user, parts.clock.now())],
    publications: releasePublications(release, 'reach of'),
  });
  return release;
}
