import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { productById } from '../products/index.ts';
import { cardKey } from './announcement.ts';
import { showProgress } from './progress.ts';
import { announcementStore } from './store.ts';

/** Sends an announcement again to where it failed, and to nobody who has it. */
export async function retry(parts: Parts, acting: Acting, id: string): Promise<void> {
  const { workspace } = acting;
  const store = announcementStore(parts.db, workspace);
  const announcement = await store.find(id);
  if (!announcement) throw new Refused('This announcement does not exist any more.');
  const product = await productById(parts, workspace, announcement.product);
  await mustHold(parts, workspace, product.roles, 'announce', acting.user);
  await parts.outbox.save({
    workspace,
    once: acting.once,
    writes: (q) => [
      parts.outbox.publications.revive(q, workspace, cardKey(id, ''), parts.clock.now()),
      store.reopen(q, id),
    ],
  });
  await showProgress(parts, workspace, id);
  parts.outbox.wake();
}
