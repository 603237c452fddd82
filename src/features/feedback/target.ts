import type { Db } from '../../db/database.ts';
import type { Acting, Parts } from '../feature.ts';
import { currentProduct, type Product, productById } from '../products/index.ts';
import { currentRelease, type Release, releaseById } from '../releases/index.ts';

/** What a piece of feedback is about. */
export type Target = { readonly product: Product; readonly release: Release | undefined };

/** Milliseconds that a target is remembered, so that many people at once ask the database once. */
const MEMORY = 1000;
const MOST_REMEMBERED = 1000;

type Remembered = { readonly at: number; readonly target: Promise<Target | undefined> };
const memories = new WeakMap<Db, Map<string, Remembered>>();

function remembered(
  parts: Parts,
  key: string,
  find: () => Promise<Target | undefined>,
): Promise<Target | undefined> {
  const memory = memories.get(parts.db) ?? new Map<string, Remembered>();
  memories.set(parts.db, memory);
  const now = parts.clock.now();
  const found = memory.get(key);
  if (found && now - found.at < MEMORY) return found.target;
  if (memory.size >= MOST_REMEMBERED) memory.clear();
  const target = find();
  memory.set(key, { at: now, target });
  const forget = (): void => {
    if (memory.get(key)?.target === target) memory.delete(key);
  };
  // What is missing or failed is looked for again the next time.
  target.then((made) => {
    if (!made) forget();
  }, forget);
  return target;
}

/** The product and release that are meant where somebody acts; undefined while there is no product. */
export const targetHere = (
  parts: Parts,
  acting: Pick<Acting, 'workspace' | 'user' | 'channel'>,
): Promise<Target | undefined> =>
  remembered(parts, `${acting.workspace}:here:${acting.channel ?? ''}`, async () => {
    const product = await currentProduct(parts, { ...acting, once: '' });
    return product && { product, release: await currentRelease(parts, product) };
  });

/** How a target is named in a modal: the ids of the product and of the release, if there is one. */
export const nameOf = ({ product, release }: Target): string => `${product.id} ${release?.id ?? ''}`.trim();

/** The target that a modal was opened for; refuses when it is gone. */
export async function targetNamed(parts: Parts, workspace: string, name: string): Promise<Target> {
  const find = async (): Promise<Target> => {
    const [product = '', release] = name.split(' ');
    return {
      product: await productById(parts, workspace, product),
      release: release ? await releaseById(parts, workspace, release) : undefined,
    };
  };
  return (await remembered(parts, `${workspace}:named:${name}`, find)) ?? find();
}
