import { randomUUID } from 'node:crypto';
import { dayIn } from '../../jobs/when.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import type { Product } from '../products/index.ts';
import type { Release } from '../releases/index.ts';
import type { Decision, DecisionText } from './decision.ts';
import { decisionPublications } from './publications.ts';
import { decisionStore } from './store.ts';

/** Records a decision, tells the announcement channel, and brings the logbook up to date. */
export async function decide(
  parts: Parts,
  acting: Acting,
  product: Product,
  release: Release | undefined,
  text: DecisionText,
): Promise<Decision> {
  const now = parts.clock.now();
  if (text.reviewOn !== null && text.reviewOn < dayIn(product.timezone, now))
    throw new Refused('This day has passed. Choose today or later.', 'review_on');
  const decision: Decision = {
    id: randomUUID(),
    workspace: product.workspace,
    product: product.id,
    release: release?.id ?? null,
    by: acting.user,
    decidedAt: now,
    ...text,
  };
  await parts.outbox.save({
    workspace: product.workspace,
    once: acting.once,
    writes: (q) => [decisionStore(parts.db, product.workspace).add(q, decision)],
    publications: decisionPublications(product, decision, release),
  });
  return decision;
}
