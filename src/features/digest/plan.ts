import { cronOf, scheduleProblem } from '../../jobs/when.ts';
import { Refused } from '../../slack/errors.ts';
import type { digestTables } from './table.ts';

/** When the digest of a product is posted by itself. */
export type Plan = ReturnType<typeof digestTables>['digestPlans']['$inferSelect'];

/** A little less than a day, in milliseconds: a day of daylight saving has 23 hours. */
const A_DAY = 22 * 3_600_000;

/** The cron expression of what a person typed; refuses what cannot be read and what comes more often than once a day. */
export function cronOrRefuse(typed: string, timezone: string, now: number): string {
  const cron = cronOf(typed);
  if (!cron) throw new Refused('Herald cannot read this time. Write it like `/release digest monday 09:00`.');
  const problem = scheduleProblem({ cron, timezone }, now, A_DAY);
  if (problem === 'never')
    throw new Refused('This time never comes. Write it like `/release digest monday 09:00`.');
  if (problem === 'too often')
    throw new Refused(
      'The digest is posted once a day at most. Write it like `/release digest monday 09:00`.',
    );
  return cron;
}
