import type { MessagePublication, Publication } from '../../outbox/publication.ts';
import type { GroupProgress } from '../../outbox/store.ts';
import type { Product } from '../products/index.ts';
import { type Release, releasePublications } from '../releases/index.ts';
import { type Announcement, cardKey, type Destinations, groupOf } from './announcement.ts';
import { announcementMessages, progressMessage } from './views.ts';

/** The progress message to whoever announced. */
export const progressPublication = (
  announcement: Announcement,
  release: Release,
  progress: GroupProgress,
  now: number,
): MessagePublication => ({
  kind: 'message',
  key: `announcement:${announcement.id}:progress`,
  to: announcement.createdBy,
  message: progressMessage(announcement, release, progress, now),
  urgent: true,
});

/** Everything that stands for an announcement: a card at each destination with its thread, the progress, the record. */
export function announcementPublications(
  product: Product,
  release: Release,
  announcement: Announcement,
  to: Destinations,
): Publication[] {
  const { card, more } = announcementMessages(product, release, announcement.createdBy);
  const destinations = [...to.channels, ...to.people];
  const at = { notBefore: announcement.sendAt, asker: announcement.createdBy };
  const nothingYet = { standing: 0, failed: 0, left: destinations.length, failures: [] };
  return [
    progressPublication(announcement, release, nothingYet, announcement.createdAt),
    ...destinations.flatMap((destination): Publication[] => {
      const key = cardKey(announcement.id, destination);
      return [
        { kind: 'message', key, to: destination, message: card, group: groupOf(announcement.id), ...at },
        ...more.map(
          (message, part): Publication => ({
            kind: 'message',
            key: `${key}:more:${part + 1}`,
            to: destination,
            thread: { key },
            message,
            ...at,
          }),
        ),
      ];
    }),
    ...releasePublications(release, 'announce'),
  ];
}
