import type { Publication } from '../../outbox/publication.ts';
import type { Product } from '../products/index.ts';
import { summaryPublication } from '../releases/index.ts';
import type { Digest } from './digest.ts';
import { detailMessages, digestMessage } from './views.ts';

/** Where the digest of a week stands. */
export const digestPath = (week: string): string => `digests/${week}.md`;

/** The week of a digest's file; undefined for other files. */
export const weekOfPath = (path: string): string | undefined =>
  /^digests\/(\d{4}-W\d{2})\.md$/.exec(path)?.[1];

/** Whether a publication's key is that of a digest's message; its details in the thread are not. */
export const isDigestKey = (key: string): boolean => /^digest:[^:]+$/.test(key);

/** What stands for a digest: the message, its details in the thread, and the files. */
export function digestPublications(
  product: Product,
  id: string,
  digest: Digest,
  to: string,
  asker: string,
): Publication[] {
  const key = `digest:${id}`;
  const message = { kind: 'message', to, asker, urgent: true } as const;
  return [
    { ...message, key, message: digestMessage(digest, product.timezone) },
    ...detailMessages(digest).map((details, at) => ({
      ...message,
      key: `${key}:details:${at + 1}`,
      thread: { key },
      message: details,
    })),
    { kind: 'document', product: product.id, path: digestPath(digest.week), why: `digest of ${digest.week}` },
    summaryPublication(product.id, `digest of ${digest.week}`),
  ];
}
