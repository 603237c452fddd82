import { randomUUID } from 'node:crypto';
import { Conflict, type Queries, type Write } from '../../db/database.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { type Product, productStore } from '../products/index.ts';
import {
  announced,
  draftedRelease,
  mayAnnounce,
  planned,
  type Release,
  type ReleaseDraft,
  releaseStore,
} from '../releases/index.ts';
import type { Announcement, Destinations } from './announcement.ts';
import { destinationsOf } from './destinations.ts';
import { announcementPublications } from './publications.ts';
import { announcementStore } from './store.ts';

/** Milliseconds that a time may lie back: somebody chose "now" and wrote on for a while. */
const GRACE = 600_000;

/** What a person asks for in "Announce release". `sendAt` is in milliseconds; left out, it is now. */
export type AnnounceRequest = {
  readonly draft: ReleaseDraft;
  readonly to: readonly string[];
  readonly sendAt: number | undefined;
};

/** The release as entered: an existing one keeps what this modal does not ask for. */
function asEntered(
  product: Product,
  standing: Release | undefined,
  draft: ReleaseDraft,
  by: string,
  now: number,
): Release {
  if (!standing) return draftedRelease(product, draft, by, now);
  const { title, stage, notes } = draft;
  return { ...standing, title, stage, notes };
}

/** Where a product is first announced, its decisions and digests go too, until setup says otherwise. */
function settledChannel(parts: Parts, q: Queries, product: Product, { channels }: Destinations): Write[] {
  const [first] = channels;
  if (product.announceChannel || !first) return [];
  return [productStore(parts.db, product.workspace).settleChannel(q, product.id, first)];
}

/** Refuses what was announced, or already waits for its time. */
export async function mustBeFirst(parts: Parts, release: Release): Promise<void> {
  mayAnnounce(release);
  const [waiting] = await announcementStore(parts.db, release.workspace).ofRelease(release.id);
  if (waiting)
    throw new Refused(
      `${release.version} waits to be announced already, at the time that was set.`,
      'version',
    );
}

/** Announces a release to its audience; makes the release when there is none of this version. */
export async function announce(
  parts: Parts,
  acting: Acting,
  product: Product,
  { draft, to, sendAt }: AnnounceRequest,
): Promise<void> {
  await mustHold(parts, acting.workspace, product.roles, 'announce', acting.user);
  const now = parts.clock.now();
  if (sendAt !== undefined && sendAt < now - GRACE)
    throw new Refused('This time has passed. Choose a later one, or leave it empty to send now.', 'send_at');
  const releases = releaseStore(parts.db, product.workspace);
  const standing = await releases.byVersion(product.id, draft.version);
  if (standing) await mustBeFirst(parts, standing);
  const entered = asEntered(product, standing, draft, acting.user, now);
  const later = sendAt !== undefined && sendAt > now;
  const release = later ? planned(entered, acting.user) : announced(entered, acting.user, now);
  const destinations = await destinationsOf(parts, acting.workspace, to);
  const announcement: Announcement = {
    id: randomUUID(),
    workspace: product.workspace,
    product: product.id,
    release: release.id,
    channels: destinations.channels.length,
    people: destinations.people.length,
    sendAt: Math.max(now, sendAt ?? now),
    finishedAt: null,
    createdBy: acting.user,
    createdAt: now,
  };
  try {
    await parts.outbox.save({
      workspace: product.workspace,
      once: acting.once,
      writes: (q) => [
        standing ? releases.change(q, release) : releases.add(q, release),
        announcementStore(parts.db, product.workspace).add(q, announcement),
        ...settledChannel(parts, q, product, destinations),
      ],
      publications: announcementPublications(product, release, announcement, destinations),
    });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    throw new Refused(
      `Somebody else has just changed or announced ${draft.version}. Open it again.`,
      'version',
    );
  }
}
