import type { Feature } from '../feature.ts';
import { doDue, refreshCounts } from './due.ts';
import { commands, presses, submits } from './listen.ts';
import { tellOutcome } from './outcome.ts';
import { waitingSurveysFor } from './results.ts';
import { homeBlocks } from './views-message.ts';

export { type SurveySummary, surveysOf, waitingSurveysFor } from './results.ts';
export type { Score } from './score.ts';

/** Asking people about a release, and what their answers say. */
export const surveys: Feature = {
  name: 'surveys',
  scopes: ['chat:write', 'users:read', 'files:write', 'im:write'],
  slashCommands: [
    {
      command: '/survey',
      description: 'Ask people how a release works for them, and read what comes back.',
      usageHint: 'new | list | results | close | remind | export | help',
    },
  ],
  commands,
  presses,
  submits,
  jobs: (parts) => [
    { name: 'surveys.due', cron: '* * * * *', run: () => doDue(parts) },
    { name: 'surveys.counts', cron: '*/15 * * * *', run: () => refreshCounts(parts) },
  ],
  outcome: tellOutcome,
  home: async (parts, { workspace, user }) => homeBlocks(await waitingSurveysFor(parts, workspace, user)),
};
