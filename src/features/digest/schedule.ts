import { Conflict } from '../../db/database.ts';
import { nextAfter } from '../../jobs/when.ts';
import type { Acting, Parts } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { allProducts, type Product } from '../products/index.ts';
import { cronOrRefuse, type Plan } from './plan.ts';
import { postDigest } from './post.ts';
import { digestStore, plansDue } from './store.ts';

const maySet = (parts: Parts, product: Product, user: string): Promise<void> =>
  mustHold(parts, product.workspace, product.roles, 'set when the digest is posted', user);

/** Sets when the digest is posted by itself, in the product's time zone. */
export async function setPlan(parts: Parts, acting: Acting, product: Product, typed: string): Promise<Plan> {
  await maySet(parts, product, acting.user);
  const now = parts.clock.now();
  const cron = cronOrRefuse(typed, product.timezone, now);
  const plan: Plan = {
    product: product.id,
    workspace: product.workspace,
    cron,
    nextAt: nextAfter({ cron, timezone: product.timezone }, now),
    setBy: acting.user,
  };
  await parts.outbox.save({
    workspace: product.workspace,
    once: acting.once,
    writes: (q) => [digestStore(parts.db, product.workspace).set(q, plan)],
  });
  return plan;
}

/** Posts it only when somebody asks, from now on. */
export async function stopPlan(parts: Parts, acting: Acting, product: Product): Promise<void> {
  await maySet(parts, product, acting.user);
  await parts.outbox.save({
    workspace: product.workspace,
    once: acting.once,
    writes: (q) => [digestStore(parts.db, product.workspace).stop(q, product.id)],
  });
}

async function postPlanned(parts: Parts, product: Product, plan: Plan): Promise<void> {
  const next = nextAfter({ cron: plan.cron, timezone: product.timezone }, parts.clock.now());
  const store = digestStore(parts.db, product.workspace);
  try {
    await postDigest(parts, product, {
      asker: plan.setBy,
      also: (q) => [store.moveOn(q, plan, next)],
    });
  } catch (error) {
    // Another process has posted it.
    if (!(error instanceof Conflict)) throw error;
  }
}

/** Posts every digest whose time has come; what was missed while Herald was away is made up for once. */
export async function postDue(parts: Parts): Promise<void> {
  const plans = await plansDue(parts.db, parts.clock.now());
  if (plans.length === 0) return;
  const products = new Map((await allProducts(parts.db)).map((product) => [product.id, product]));
  const posted = await Promise.allSettled(
    plans.map(async (plan) => {
      const product = products.get(plan.product);
      if (product) await postPlanned(parts, product, plan);
    }),
  );
  const failed = posted.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failed.length > 0) throw new AggregateError(failed, 'A digest could not be posted.');
}
