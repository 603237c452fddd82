import { randomUUID } from 'node:crypto';
import { Conflict } from '../../db/database.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import type { Product } from '../products/index.ts';
import { releaseById } from './find.ts';
import { releasePublications } from './publications.ts';
import type { Release } from './release.ts';
import { releaseStore } from './store.ts';
import type { ReleaseDraft } from './views.ts';

/** A release as somebody entered it, not yet before people. */
export const draftedRelease = (product: Product, draft: ReleaseDraft, by: string, at: number): Release => ({
  id: randomUUID(),
  workspace: product.workspace,
  product: product.id,
  state: 'draft',
  createdAt: at,
  createdBy: by,
  announcedAt: null,
  announcedBy: null,
  changes: 1,
  ...draft,
});

async function add(parts: Parts, acting: Acting, product: Product, draft: ReleaseDraft): Promise<Release> {
  const store = releaseStore(parts.db, product.workspace);
  const taken = new Refused(`${product.name} has a release ${draft.version} already.`, 'version');
  if (await store.byVersion(product.id, draft.version)) throw taken;
  const release = draftedRelease(product, draft, acting.user, parts.clock.now());
  try {
    await parts.outbox.save({
      workspace: product.workspace,
      once: acting.once,
      writes: (q) => [store.add(q, release)],
      publications: releasePublications(release, 'prepare'),
    });
  } catch (error) {
    if (error instanceof Conflict) throw taken;
    throw error;
  }
  return release;
}

/** Saves a new release, or the changes to the one that `about` names (its id and the change it was opened at). */
export async function prepare(
  parts: Parts,
  acting: Acting,
  product: Product,
  about: string,
  draft: ReleaseDraft,
): Promise<Release> {
  if (about === '') return add(parts, acting, product, draft);
  const [id = '', changes = ''] = about.split(' ');
  const store = releaseStore(parts.db, product.workspace);
  const standing = await releaseById(parts, product.workspace, id);
  const next = { ...standing, ...draft, version: standing.version, changes: Number(changes) };
  if (draft.version !== standing.version)
    throw new Refused('The version of a release cannot be changed. Make a new release.', 'version');
  await parts.outbox.save({
    workspace: product.workspace,
    once: acting.once,
    writes: (q) => [store.change(q, next)],
    publications: releasePublications(next, 'edit'),
  });
  return next;
}
