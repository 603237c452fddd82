import type { Publication } from '../../outbox/publication.ts';
import type { Product } from '../products/index.ts';
import { LOGBOOK, type Release, summaryPublication } from '../releases/index.ts';
import type { Decision } from './decision.ts';
import { decisionCard } from './views.ts';

/** Whether a publication's key is that of a decision's card. */
export const isCardKey = (key: string): boolean => /^decision:[^:]+$/.test(key);

/** What stands for a decision: its card in the announcement channel, the logbook, and the summary of its release. */
export function decisionPublications(
  product: Product,
  decision: Decision,
  release: Release | undefined,
): Publication[] {
  const why = release ? `decide ${release.version}` : 'decide';
  const files: Publication[] = [
    { kind: 'document', product: product.id, path: LOGBOOK, why },
    summaryPublication(product.id, why),
  ];
  if (!product.announceChannel) return files;
  return [
    {
      kind: 'message',
      key: `decision:${decision.id}`,
      to: product.announceChannel,
      message: decisionCard(product.name, decision, release),
      asker: decision.by,
      urgent: true,
    },
    ...files,
  ];
}
