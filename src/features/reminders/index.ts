import type { Feature } from '../feature.ts';
import { doDue } from './due.ts';
import { commands, presses, submits } from './listen.ts';
import { tellOutcome } from './outcome.ts';

/** Reminding people at a time of the week, or some days before or after a release. */
export const reminders: Feature = {
  name: 'reminders',
  scopes: ['chat:write'],
  commands,
  presses,
  submits,
  jobs: (parts) => [{ name: 'reminders.due', cron: '* * * * *', run: () => doDue(parts) }],
  outcome: tellOutcome,
};
