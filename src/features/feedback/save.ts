import type { MessageRef } from '../../slack/entry.ts';
import { linkSoon } from '../../slack/link.ts';
import { readable } from '../../slack/readable.ts';
import type { Acting, Parts } from '../feature.ts';
import { messageSource } from './feedback.ts';
import { keepFeedback } from './keep.ts';
import type { Target } from './target.ts';

/** Keeps somebody's message as feedback in their name; false when it was kept before. */
export async function saveMessage(
  parts: Parts,
  acting: Acting,
  target: Target,
  message: MessageRef,
  words: string,
): Promise<boolean> {
  const { channel, ts } = message;
  return keepFeedback(parts, {
    workspace: acting.workspace,
    product: target.product.id,
    release: target.release?.id ?? null,
    person: message.user ?? null,
    text: await readable(parts.lookups, acting.workspace, words),
    source: 'shortcut',
    sourceId: messageSource(channel, ts),
    link: await linkSoon(parts, acting.workspace, channel, ts),
  });
}
