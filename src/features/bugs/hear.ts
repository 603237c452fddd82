import { z } from 'zod';
import type { Outcome } from '../../outbox/messages.ts';
import type { Event, EventHandler, Parts } from '../feature.ts';
import { flagsBug } from './bug.ts';
import { type Flag, flagMessage, unflagMessage } from './flag.ts';
import { bugOfCard } from './publications.ts';
import { bugStore } from './store.ts';
import { cardFailedMessage } from './views.ts';

const shape = z.looseObject({
  user: z.string(),
  reaction: z.string(),
  item: z.looseObject({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
});

const flagIn = (event: Event): Flag | undefined => {
  const read = shape.safeParse(event.event);
  if (!read.success || !flagsBug(read.data.reaction) || read.data.user === event.botUser) return undefined;
  const { user, reaction, item } = read.data;
  return { workspace: event.workspace, user, channel: item.channel, ts: item.ts, way: reaction };
};

const heeding =
  (heed: (parts: Parts, flag: Flag) => Promise<void>): EventHandler =>
  async (parts, event) => {
    const flag = flagIn(event);
    if (flag) await heed(parts, flag);
  };

export const events = {
  reaction_added: heeding(flagMessage),
  reaction_removed: heeding(unflagMessage),
};

/** Tells the reporter when the card of their bug cannot be posted where they flagged it. */
export async function cardOutcome(parts: Parts, { row, state, reason }: Outcome): Promise<void> {
  const id = bugOfCard(row.key);
  if (id === undefined || state !== 'failed' || !row.asker || row.asker === row.destination) return;
  const bug = await bugStore(parts.db, row.workspace).find(id);
  if (!bug) return;
  await parts.outbox.save({
    workspace: row.workspace,
    publications: [
      {
        kind: 'message',
        key: `bug:${id}:card:failed`,
        to: row.asker,
        message: cardFailedMessage(bug, reason ?? ''),
      },
    ],
  });
}
