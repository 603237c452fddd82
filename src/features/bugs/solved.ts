import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { type Bug, bugName, type Solved, withReporters } from './bug.ts';
import { changing, flagOf } from './change.ts';
import { answeredPublication, askKey, fixedPublication, reopenedPublication } from './publications.ts';
import { bugStore } from './store.ts';

/** The way in which somebody becomes a reporter by answering whether a fix helped them. */
const ANSWERED = 'answer';

/** Keeps whether a fix helped somebody; a "No" opens the bug again and says so in the thread. */
export async function answerSolved(
  parts: Parts,
  acting: Acting,
  value: string,
  solved: Solved,
): Promise<Bug> {
  const [id = '', fixes = ''] = value.split(' ');
  const store = bugStore(parts.db, acting.workspace);
  return changing(parts, acting, id, async (bug) => {
    if (bug.fixes !== Number(fixes))
      throw new Refused(`${bugName(bug)} was fixed anew since. Answer the newest question.`);
    const known = bug.reporters.includes(acting.user);
    const flag = { ...(await flagOf(parts, acting, id, ANSWERED)), solved };
    const flags = known
      ? bug.flags.map((one) => (one.person === acting.user ? { ...one, solved } : one))
      : [...bug.flags, flag];
    const reopens = solved === 'no' && bug.status === 'Fixed';
    const after = withReporters(
      reopens ? { ...bug, status: 'Confirmed', triages: bug.triages + 1 } : bug,
      flags,
    );
    const asked = await parts.outbox.publications.byKey(acting.workspace, askKey(bug, acting.user));
    return {
      bug: after,
      writes: (q) => [known ? store.answer(q, id, acting.user, solved) : store.flag(q, flag)],
      did: `said that it is ${solved === 'yes' ? 'solved' : 'not solved'} for them${reopens ? ', so it is open again' : ''}`,
      deed: reopens ? 'reopen' : 'answer for',
      also: [
        fixedPublication(after),
        ...(asked ? [answeredPublication(after, acting.user, solved === 'yes')] : []),
        ...(reopens ? [reopenedPublication(after, acting.user)] : []),
      ],
    };
  });
}
