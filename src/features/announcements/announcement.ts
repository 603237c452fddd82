import type { announcementTables } from './table.ts';

/** One telling of a release to its audience. */
export type Announcement = ReturnType<typeof announcementTables>['announcements']['$inferSelect'];

/** Where an announcement goes: channels by id and people by id, each once. */
export type Destinations = { readonly channels: readonly string[]; readonly people: readonly string[] };

/** How far a release has come with its audience; all are counts of channels and people. */
export type Reach = {
  readonly audience: number;
  /** The channels among them: who reads a channel is not known. */
  readonly channels: number;
  readonly delivered: number;
  readonly failed: number;
  /** People who pressed "Got it". */
  readonly acknowledged: number;
};

/** The name under which all publications of an announcement are counted. */
export const groupOf = (announcement: string): string => `announcement:${announcement}`;

/** The key of an announcement's card at one destination. */
export const cardKey = (announcement: string, destination: string): string =>
  `announcement:${announcement}:${destination}`;

/** The announcement that a group of publications belongs to; undefined for other groups. */
export const announcementOfGroup = (group: string | null): string | undefined =>
  group?.startsWith('announcement:') ? group.slice('announcement:'.length) : undefined;

/** `2 channels and 6 people`, leaving out what there is none of. */
export const counted = (channels: number, people: number): string =>
  [
    channels > 0 ? `${channels} ${channels === 1 ? 'channel' : 'channels'}` : '',
    people > 0 ? `${people} ${people === 1 ? 'person' : 'people'}` : '',
  ]
    .filter(Boolean)
    .join(' and ');
