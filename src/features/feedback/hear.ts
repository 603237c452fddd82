import type { MessagePublication } from '../../outbox/publication.ts';
import type { Message } from '../../slack/blocks.ts';
import { Refused } from '../../slack/errors.ts';
import { linkSoon } from '../../slack/link.ts';
import { readable } from '../../slack/readable.ts';
import { announcementAt } from '../announcements/index.ts';
import type { EventHandler, Parts } from '../feature.ts';
import { productById } from '../products/index.ts';
import { summaryPublication } from '../releases/index.ts';
import { isTalk, messageSource, type NewFeedback } from './feedback.ts';
import { keepFeedback } from './keep.ts';
import { type Said, saidIn } from './said.ts';
import { feedbackStore } from './store.ts';
import { type Target, targetHere } from './target.ts';
import { forgottenReply, helpReply, keptReply, NO_WORDS, NOT_SET_UP, notKeptReply } from './views.ts';

const replyTo = (said: Said, message: Message): MessagePublication => ({
  kind: 'message',
  key: `feedback:${messageSource(said.channel, said.ts)}:reply`,
  to: said.channel,
  thread: { ts: said.parent ?? said.ts },
  message,
  urgent: true,
});

const reply = (parts: Parts, workspace: string, said: Said, message: Message): Promise<void> =>
  parts.outbox.save({ workspace, publications: [replyTo(said, message)] });

async function itemOf(
  parts: Parts,
  workspace: string,
  said: Said,
  target: Target,
  source: 'thread' | 'dm',
): Promise<NewFeedback> {
  return {
    workspace,
    product: target.product.id,
    release: target.release?.id ?? null,
    person: said.user,
    text: await readable(parts.lookups, workspace, said.text),
    source,
    sourceId: messageSource(said.channel, said.ts),
    link: await linkSoon(parts, workspace, said.channel, said.ts),
  };
}

/** What a reply in a thread is about, when the thread belongs to an announcement. */
async function announcedAt(parts: Parts, workspace: string, said: Said): Promise<Target | undefined> {
  const found = said.parent && (await announcementAt(parts, workspace, said.channel, said.parent));
  if (!found) return undefined;
  return { product: await productById(parts, workspace, found.release.product), release: found.release };
}

/** What a direct message is about, or why that cannot be said. */
async function meantBy(parts: Parts, workspace: string, said: Said): Promise<Target | string> {
  try {
    return (await targetHere(parts, { workspace, user: said.user, channel: said.channel })) ?? NOT_SET_UP;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

async function hearDirect(parts: Parts, workspace: string, said: Said): Promise<void> {
  if (said.text.trim() === '') return reply(parts, workspace, said, notKeptReply(NO_WORDS));
  if (isTalk(said.text)) return reply(parts, workspace, said, helpReply());
  const announced = await announcedAt(parts, workspace, said);
  const target = announced ?? (await meantBy(parts, workspace, said));
  if (typeof target === 'string') return reply(parts, workspace, said, notKeptReply(target));
  const item = await itemOf(parts, workspace, said, target, announced ? 'thread' : 'dm');
  await keepFeedback(parts, item, () => [replyTo(said, keptReply(target))]);
}

async function hearReply(parts: Parts, workspace: string, said: Said): Promise<void> {
  if (said.text.trim() === '') return;
  const target = await announcedAt(parts, workspace, said);
  if (target) await keepFeedback(parts, await itemOf(parts, workspace, said, target, 'thread'));
}

async function follow(parts: Parts, workspace: string, said: Said): Promise<void> {
  const store = feedbackStore(parts.db, workspace);
  const sourceId = messageSource(said.channel, said.ts);
  const kept = await store.bySource(sourceId);
  if (!kept) return;
  const text = (await readable(parts.lookups, workspace, said.text)).trim();
  const forget = said.kind === 'deleted' || text === '';
  await parts.outbox.save({
    workspace,
    writes: (q) => [forget ? store.remove(q, sourceId) : store.edit(q, sourceId, text)],
    publications: [
      summaryPublication(kept.product, forget ? 'forget feedback' : 'edit feedback'),
      ...(forget && said.direct ? [replyTo(said, forgottenReply())] : []),
    ],
  });
}

/** Keeps what people write to Herald and in the threads of announcements, and follows what they change or delete. */
export const hearMessage: EventHandler = async (parts, event) => {
  const said = saidIn(event);
  if (!said) return;
  if (said.kind !== 'written') return follow(parts, event.workspace, said);
  if (said.direct) return hearDirect(parts, event.workspace, said);
  if (said.parent) return hearReply(parts, event.workspace, said);
};
