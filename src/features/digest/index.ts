import type { Feature } from '../feature.ts';
import { documents } from './documents.ts';
import { commands } from './listen.ts';
import { digestOutcome } from './outcome.ts';
import { postDue } from './schedule.ts';

/** The weekly digest, and the summary of what people said. */
export const digest: Feature = {
  name: 'digest',
  scopes: [],
  commands,
  documents,
  outcome: digestOutcome,
  jobs: (parts) => [{ name: 'digest.due', cron: '* * * * *', run: () => postDue(parts) }],
};
