import { Refused } from '../../slack/errors.ts';
import type { Parts } from '../feature.ts';
import type { Product } from '../products/index.ts';
import { type Release, versionOrRefuse } from './release.ts';
import { releaseStore } from './store.ts';

/** The release that is meant: the version typed, or the newest open one; undefined when there is none. */
export async function meantRelease(
  parts: Parts,
  product: Product,
  typed: string,
): Promise<Release | undefined> {
  const store = releaseStore(parts.db, product.workspace);
  const [word] = typed.trim().split(/\s+/);
  if (!word) return store.newestOpen(product.id);
  return store.byVersion(product.id, versionOrRefuse(word));
}

/** The release that is meant, or a refusal that says what to type. */
export async function releaseOrRefuse(parts: Parts, product: Product, typed: string): Promise<Release> {
  const found = await meantRelease(parts, product, typed);
  if (found) return found;
  throw new Refused(
    typed.trim()
      ? `${product.name} has no release ${typed.trim().split(/\s+/)[0]}. /release list shows those it has.`
      : `${product.name} has no open release. Prepare one with /release new 1.0.0, or announce one with /release announce 1.0.0.`,
  );
}

/** The release of an id that came back from Slack; refuses when it is not of this workspace. */
export async function releaseById(parts: Parts, workspace: string, id: string): Promise<Release> {
  const found = await releaseStore(parts.db, workspace).find(id);
  if (!found) throw new Refused('This release does not exist any more.');
  return found;
}

/** The release that feedback and bugs belong to when nobody names one. */
export const currentRelease = async (parts: Parts, product: Product): Promise<Release | undefined> => {
  const all = await releaseStore(parts.db, product.workspace).all(product.id);
  return all.find((release) => release.announcedAt !== null) ?? all[0];
};
