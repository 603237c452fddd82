import type { Feature } from '../feature.ts';
import { releaseNotesDocument } from './document.ts';
import { commands, presses, submits } from './listen.ts';
import { progressWatch, takeUpProgress } from './progress.ts';

export { counted, type Reach } from './announcement.ts';
export { destinationsOf } from './destinations.ts';
export { announcementAt, reachOf } from './reach.ts';
export { GIVE_FEEDBACK, REPORT_BUG } from './views.ts';

/** Putting a release before people: one card each, its progress, and who has read it. */
export const announcements: Feature = {
  name: 'announcements',
  scopes: ['chat:write', 'im:read'],
  commands,
  submits,
  presses,
  documents: [releaseNotesDocument],
  outcome: progressWatch(),
  jobs: (parts) => [{ name: 'announcements.progress', cron: '* * * * *', run: () => takeUpProgress(parts) }],
};
