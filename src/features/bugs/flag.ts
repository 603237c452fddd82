import { Refused } from '../../slack/errors.ts';
import { linkSoon } from '../../slack/link.ts';
import { readable } from '../../slack/readable.ts';
import { announcementAt } from '../announcements/index.ts';
import type { Parts } from '../feature.ts';
import { currentProduct } from '../products/index.ts';
import { currentRelease } from '../releases/index.ts';
import { afterUnflag, type Bug, withReporters } from './bug.ts';
import { addFlag, changing } from './change.ts';
import { type Found, logBug } from './log.ts';
import { bugOfCard, refusedPublication } from './publications.ts';
import { bugStore } from './store.ts';
import { DELETED, NO_PRODUCT } from './views.ts';

/** A reaction that flags a message as a bug, or takes that back. */
export type Flag = {
  readonly workspace: string;
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  /** The emoji's name. */
  readonly way: string;
};

/** The source id of a bug that came from a message. */
export const messageSource = ({ channel, ts }: Pick<Flag, 'channel' | 'ts'>): string => `${channel}:${ts}`;

/** The product and release that a message is about: those announced above it, or the current ones. */
export async function aboutMessage(
  parts: Parts,
  { workspace, user, channel }: Pick<Flag, 'workspace' | 'user' | 'channel'>,
  root: string,
): Promise<Pick<Found, 'product' | 'release'> | undefined> {
  const announced = await announcementAt(parts, workspace, channel, root);
  if (announced) return { product: announced.release.product, release: announced.release.id };
  const product = await currentProduct(parts, { workspace, user, channel, once: '' });
  if (!product) return undefined;
  return { product: product.id, release: (await currentRelease(parts, product))?.id ?? null };
}

/** The bug that a message is, or whose card it is. */
async function bugAt(parts: Parts, flag: Flag): Promise<Bug | undefined> {
  const store = bugStore(parts.db, flag.workspace);
  const found = await store.bySource(messageSource(flag));
  if (found) return found;
  const card = await parts.outbox.publications.at(flag.workspace, flag.channel, flag.ts);
  const id = card && bugOfCard(card.key);
  return id === undefined ? undefined : store.find(id);
}

async function foundAt(parts: Parts, flag: Flag): Promise<Found> {
  const { workspace, channel, ts } = flag;
  const message = await parts.lookups.message(workspace, channel, ts);
  if (!message) throw new Refused(DELETED);
  const root = message.threadTs ?? ts;
  const about = await aboutMessage(parts, flag, root);
  if (!about) throw new Refused(NO_PRODUCT);
  return {
    ...about,
    severity: null,
    story: await readable(parts.lookups, workspace, message.text),
    saidBy: message.user ?? null,
    private: (await parts.lookups.channel(workspace, channel))?.private ?? true,
    sourceId: messageSource(flag),
    place: channel,
    thread: root,
    link: await linkSoon(parts, workspace, channel, ts),
  };
}

/** Heeds a reaction: logs the bug, or counts one reporter more. The person is told when that cannot be. */
export async function flagMessage(parts: Parts, flag: Flag): Promise<void> {
  const known = await bugAt(parts, flag);
  if (known) {
    await addFlag(parts, flag, known.id, flag.way);
    return;
  }
  try {
    await logBug(parts, flag, await foundAt(parts, flag), flag.way);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await parts.outbox.save({
      workspace: flag.workspace,
      publications: [refusedPublication(flag.user, messageSource(flag), error.message)],
    });
  }
}

/** Heeds a reaction that was taken back: the last one withdraws a bug that nobody has touched. */
export async function unflagMessage(parts: Parts, flag: Flag): Promise<void> {
  const known = await bugAt(parts, flag);
  if (!known) return;
  const store = bugStore(parts.db, flag.workspace);
  await changing(parts, flag, known.id, async (bug) => {
    const { flags, status } = afterUnflag(bug, flag.user, flag.way);
    const gone = bug.flags.filter((one) => !flags.includes(one));
    if (gone.length === 0) return undefined;
    const withdrawn = status === 'Withdrawn';
    return {
      bug: withReporters({ ...bug, status }, flags),
      writes: (q) => gone.map((one) => store.unflag(q, one)),
      did: withdrawn ? 'took the last flag back, so it was withdrawn' : 'took their flag back',
      deed: withdrawn ? 'withdraw' : 'count reporters of',
    };
  });
}
