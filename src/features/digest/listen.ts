import type { Acting, Answer, Command, Parts } from '../feature.ts';
import { type Product, withProduct } from '../products/index.ts';
import { postDigest } from './post.ts';
import { setPlan, stopPlan } from './schedule.ts';
import { onItsWay, plannedNote, STOP_WORDS, stoppedNote } from './views.ts';

async function digest(parts: Parts, acting: Acting, product: Product, text: string): Promise<Answer> {
  const typed = text.trim();
  if (typed === '') {
    await postDigest(parts, product, { asker: acting.user, once: acting.once });
    return { note: onItsWay(product.announceChannel) };
  }
  if (STOP_WORDS.includes(typed.toLowerCase())) {
    await stopPlan(parts, acting, product);
    return { note: stoppedNote };
  }
  return { note: plannedNote(product.announceChannel, await setPlan(parts, acting, product, typed)) };
}

export const commands: readonly Command[] = [
  {
    command: '/release',
    name: 'digest',
    usage: '[monday 09:00 | off]',
    does: 'Posts the digest now, or sets when it is posted each week.',
    example: '/release digest monday 09:00',
    run: withProduct(digest),
  },
];
