import { randomUUID } from 'node:crypto';
import type { Queries, Write } from '../../db/database.ts';
import { recordOf } from '../criteria/index.ts';
import type { Parts } from '../feature.ts';
import { feedbackSince } from '../feedback/index.ts';
import type { Product } from '../products/index.ts';
import { digestOf, type PostedDigest, seenIn, weekOf } from './digest.ts';
import { digestPublications } from './publications.ts';
import { digestStore } from './store.ts';

/** Who wants a digest, and what else is saved with it. */
type Wanted = {
  /** Gets it when there is no announcement channel, and is told when it cannot be posted. */
  readonly asker: string;
  readonly once?: string;
  readonly also?: (q: Queries) => Write[];
};

/**
 * Posts the digest of a product. The message tells what is new since the last one; the file tells of the whole week,
 * so that a second digest in a week adds to it.
 */
export async function postDigest(parts: Parts, product: Product, wanted: Wanted): Promise<void> {
  const now = parts.clock.now();
  const store = digestStore(parts.db, product.workspace);
  const week = weekOf(now, product.timezone);
  const [record, last, before] = await Promise.all([
    recordOf(parts, product),
    store.last(product.id),
    store.lastBefore(product.id, week),
  ]);
  const saidSince = (digest: PostedDigest | undefined) =>
    feedbackSince(parts, product.workspace, product.id, digest?.seen.at ?? 0);
  const [saidThisWeek, saidSinceLast] = await Promise.all([saidSince(before), saidSince(last)]);
  const posted = {
    id: randomUUID(),
    workspace: product.workspace,
    product: product.id,
    week,
    number: (last?.number ?? 0) + 1,
    postedAt: now,
    seen: seenIn(record, now),
    content: digestOf(record, saidThisWeek, before?.seen, now),
  };
  await parts.outbox.save({
    workspace: product.workspace,
    ...(wanted.once ? { once: wanted.once } : {}),
    writes: (q) => [...(wanted.also?.(q) ?? []), store.add(q, posted)],
    publications: digestPublications(
      product,
      posted.id,
      digestOf(record, saidSinceLast, last?.seen, now),
      product.announceChannel ?? wanted.asker,
      wanted.asker,
    ),
  });
}
