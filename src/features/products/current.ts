import { randomUUID } from 'node:crypto';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Answer, Parts } from '../feature.ts';
import { nameOfRemote, noRoles, type Product } from './product.ts';
import { productStore } from './store.ts';
import { setupModal } from './views.ts';

/** The product that the settings describe, made on first use with the typing person as Project Planner. */
async function firstProduct(parts: Parts, acting: Acting): Promise<Product | undefined> {
  const remote = parts.config.GIT_REMOTE;
  if (!remote) return undefined;
  const store = productStore(parts.db, acting.workspace);
  const known = await parts.lookups.person(acting.workspace, acting.user);
  const product: Product = {
    id: randomUUID(),
    workspace: acting.workspace,
    name: nameOfRemote(remote),
    announceChannel: null,
    remote,
    branch: parts.config.GIT_BRANCH ?? null,
    folder: parts.config.GIT_DOCS_DIR,
    roles: { ...noRoles, planner: [acting.user] },
    timezone: known?.timezone ?? 'UTC',
    createdAt: parts.clock.now(),
    createdBy: acting.user,
    version: 1,
  };
  await parts.outbox.save({ workspace: acting.workspace, writes: (q) => [store.addUnlessThere(q, product)] });
  const [made] = await store.all();
  return made;
}

/** The products of the workspace; the first one is made from the settings when there is none. */
export async function productsFor(parts: Parts, acting: Acting): Promise<Product[]> {
  const known = await productStore(parts.db, acting.workspace).all();
  if (known.length > 0) return known;
  const made = await firstProduct(parts, acting);
  return made ? [made] : [];
}

/** The product that is meant where somebody acts: the one announced in this channel, or the only one. */
export async function currentProduct(parts: Parts, acting: Acting): Promise<Product | undefined> {
  const known = await productsFor(parts, acting);
  const here = known.filter(
    (product) => product.announceChannel && product.announceChannel === acting.channel,
  );
  const [found] = here.length > 0 ? here : known;
  if (here.length === 0 && known.length > 1)
    throw new Refused(
      `This workspace has several products: ${known.map((product) => product.name).join(', ')}. Type the command in the announcement channel of the one you mean.`,
    );
  return found;
}

/** The settings that an empty setup starts with. */
export async function proposedSettings(parts: Parts, acting: Acting) {
  const remote = parts.config.GIT_REMOTE ?? null;
  const known = await parts.lookups.person(acting.workspace, acting.user);
  return {
    name: remote ? nameOfRemote(remote) : '',
    announceChannel: /^[CG]/.test(acting.channel ?? '') ? (acting.channel ?? null) : null,
    remote,
    branch: parts.config.GIT_BRANCH ?? null,
    folder: parts.config.GIT_DOCS_DIR,
    roles: { ...noRoles, planner: [acting.user] },
    timezone: known?.timezone ?? 'UTC',
  };
}

/** Runs a command for the product that is meant; without any product the first use leads to setup. */
export const withProduct =
  (run: (parts: Parts, acting: Acting, product: Product, text: string) => Promise<Answer>) =>
  async (parts: Parts, acting: Acting, text: string): Promise<Answer> => {
    const product = await currentProduct(parts, acting);
    if (!product) return { modal: setupModal('', await proposedSettings(parts, acting)) };
    return run(parts, acting, product, text);
  };

/** The product of an id that came back from Slack; refuses when it is not of this workspace. */
export async function productById(parts: Parts, workspace: string, id: string): Promise<Product> {
  const found = await productStore(parts.db, workspace).find(id);
  if (!found) throw new Refused('This product does not exist any more.');
  return found;
}
