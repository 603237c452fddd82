import type { Parts } from '../feature.ts';
import type { Product } from '../products/index.ts';
import { type Decision, due } from './decision.ts';
import { decisionStore } from './store.ts';

/** All decisions of a product, newest first. */
export const decisionsOf = (parts: Parts, workspace: string, product: string): Promise<Decision[]> =>
  decisionStore(parts.db, workspace).all(product);

/** The decisions that wait to be looked at again, the longest overdue first; days are those of the product's time zone. */
export const decisionsDue = async (parts: Parts, product: Product, now: number): Promise<Decision[]> =>
  due(await decisionsOf(parts, product.workspace, product.id), product.timezone, now);
