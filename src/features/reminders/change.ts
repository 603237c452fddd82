import { randomUUID } from 'node:crypto';
import { Refused } from '../../slack/errors.ts';
import { destinationsOf } from '../announcements/index.ts';
import type { Acting, Parts } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { type Product, productById } from '../products/index.ts';
import { releasesFor } from './due.ts';
import { nextOf, type Reminder, snoozedUntil, type When } from './reminder.ts';
import { reminderStore } from './store.ts';

/** Keeps a new reminder for somebody with a role, with the moment of its first time where that is known. */
export async function addReminder(
  parts: Parts,
  acting: Acting,
  product: Product,
  given: { what: string; to: readonly string[]; when: When },
): Promise<Reminder> {
  const now = parts.clock.now();
  await mustHold(parts, acting.workspace, product.roles, 'set a reminder', acting.user);
  const { channels, people } = await destinationsOf(parts, product.workspace, given.to);
  const made: Reminder = {
    id: randomUUID(),
    workspace: product.workspace,
    product: product.id,
    what: given.what,
    channels,
    people,
    when: given.when,
    timezone: product.timezone,
    nextAt: null,
    lastAt: null,
    snoozed: false,
    sent: 0,
    stoppedAt: null,
    createdAt: now,
    createdBy: acting.user,
    changes: 1,
  };
  const reminder = { ...made, nextAt: nextOf(made, now, await releasesFor(parts, made)) };
  const store = reminderStore(parts.db, product.workspace);
  await parts.outbox.save({
    workspace: product.workspace,
    once: acting.once,
    writes: (q) => [store.add(q, reminder)],
  });
  return reminder;
}

async function standing(parts: Parts, acting: Acting, id: string): Promise<Reminder> {
  const found = await reminderStore(parts.db, acting.workspace).find(id);
  if (!found) throw new Refused('This reminder does not exist any more.');
  if (found.stoppedAt !== null) throw new Refused('This reminder was stopped already.');
  return found;
}

async function change(parts: Parts, acting: Acting, next: Reminder): Promise<Reminder> {
  const store = reminderStore(parts.db, acting.workspace);
  await parts.outbox.save({
    workspace: acting.workspace,
    once: acting.once,
    writes: (q) => [store.change(q, next)],
  });
  return next;
}

/** Puts a reminder off for a day: the one that just came, or the next. */
export async function snooze(parts: Parts, acting: Acting, id: string): Promise<Reminder> {
  const reminder = await standing(parts, acting, id);
  const nextAt = snoozedUntil(reminder, parts.clock.now());
  if (nextAt === undefined)
    throw new Refused('This reminder waits for a release. There is nothing to put off yet.');
  return change(parts, acting, { ...reminder, nextAt, snoozed: true });
}

/** Ends a reminder for good; who set it may, and everybody with a role. */
export async function stop(parts: Parts, acting: Acting, id: string): Promise<Reminder> {
  const reminder = await standing(parts, acting, id);
  if (reminder.createdBy !== acting.user) {
    const { roles } = await productById(parts, acting.workspace, reminder.product);
    await mustHold(parts, acting.workspace, roles, 'set a reminder', acting.user);
  }
  return change(parts, acting, { ...reminder, stoppedAt: parts.clock.now() });
}
