import { nextAfter } from '../../jobs/when.ts';
import { SlackBusy, SlackSilent } from '../../slack/api.ts';
import { moment } from '../../slack/blocks.ts';
import { failureOf, Refused } from '../../slack/errors.ts';
import type { Person } from '../../slack/lookups.ts';
import { destinationsOf } from '../announcements/index.ts';
import type { Parts } from '../feature.ts';
import type { Product } from '../products/index.ts';
import { surveyStore } from './store.ts';
import { COOLDOWN, type SurveySettings } from './survey.ts';

/** Who is asked and when, and who is not and why. Times are milliseconds since 1970, UTC. */
export type Audience = {
  readonly asked: readonly {
    readonly destination: string;
    readonly person: string | null;
    readonly sendAt: number;
  }[];
  /** `reason` is mrkdwn. */
  readonly held: readonly { readonly person: string; readonly reason: string }[];
};

/** Milliseconds that a submit waits for what Slack knows of people. */
const PATIENCE = 1500;

const NOBODY = 'not known in time';
type Known = Person | undefined | typeof NOBODY;

const tooSoon = (before: number): string =>
  `They were asked ${moment(before)}, and nobody is asked more often than once in 3 days.`;

/** What Slack knows of a person; when it does not say in time, sending finds out. */
async function known(parts: Parts, workspace: string, id: string): Promise<Known> {
  const late = new Promise<typeof NOBODY>((resolve) => setTimeout(resolve, PATIENCE, NOBODY).unref());
  try {
    return await Promise.race([parts.lookups.person(workspace, id), late]);
  } catch (error) {
    if (error instanceof SlackBusy || error instanceof SlackSilent) return NOBODY;
    throw error;
  }
}

const unreachable = (found: Known): string | undefined => {
  if (found === NOBODY) return undefined;
  if (!found) return failureOf('user_not_found').reason;
  if (found.bot) return failureOf('cannot_dm_bot').reason;
  return found.deactivated ? failureOf('user_disabled').reason : undefined;
};

/** Nine o'clock, the next one in a time zone. */
export const nextNine = (timezone: string, after: number): number =>
  nextAfter({ cron: '0 9 * * *', timezone }, after);

/** Whom the chosen channels and people stand for, and when each is asked; refuses when nobody is left to ask. */
export async function audienceOf(
  parts: Parts,
  product: Product,
  settings: SurveySettings,
  now: number,
): Promise<Audience> {
  const { workspace } = product;
  const { channels, people } = await destinationsOf(parts, workspace, settings.destinations);
  const store = surveyStore(parts.db, workspace);
  const last = await store.lastAsked(people, now - COOLDOWN);
  const found = await Promise.all(
    people.map(async (id) => ({ id, who: await known(parts, workspace, id), before: last.get(id) })),
  );
  const zone = (who: Known): string => (who && who !== NOBODY ? who.timezone : product.timezone);
  const sendAt = (who: Known): number => (settings.sendAt === 'nine' ? nextNine(zone(who), now) : now);
  const tooLate = (who: Known): string | undefined =>
    sendAt(who) < settings.closesAt ? undefined : 'The survey closes before nine in their time.';
  const held = found.flatMap(({ id, who, before }) => {
    const reason = unreachable(who) ?? (before === undefined ? tooLate(who) : tooSoon(before));
    return reason === undefined ? [] : [{ person: id, reason }];
  });
  const out = new Set(held.map((one) => one.person));
  const asked = [
    ...channels.map((destination) => ({ destination, person: null, sendAt: now })),
    ...found
      .filter(({ id }) => !out.has(id))
      .map(({ id, who }) => ({
        destination: id,
        person: id,
        sendAt: sendAt(who),
      })),
  ];
  if (asked.length === 0) throw new Refused(await nobodyLeft(parts, workspace, held), 'to');
  return { asked, held };
}

/** A field's error is plain text: names instead of mentions. */
async function nobodyLeft(parts: Parts, workspace: string, held: Audience['held']): Promise<string> {
  const lines = await Promise.all(
    held.slice(0, 5).map(async (one) => {
      const who = await known(parts, workspace, one.person);
      const name = who && who !== NOBODY ? who.name : one.person;
      return `${name}: ${one.reason.replace(/<!date\^[^|]*\|([^>]*)>/g, '$1')}`;
    }),
  );
  return `Nobody is left to ask. ${lines.join(' ')}`;
}
