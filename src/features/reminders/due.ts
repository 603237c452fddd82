import { Conflict } from '../../db/database.ts';
import type { MessagePublication } from '../../outbox/publication.ts';
import type { Parts } from '../feature.ts';
import { type Release, releaseName, releaseStore } from '../releases/index.ts';
import { nextOf, nextRelease, type Reminder } from './reminder.ts';
import { dueReminders, reminderStore } from './store.ts';
import { dueMessage } from './views.ts';

const AT_ONCE = 200;

/** The group of everything that a reminder sent. */
export const groupOf = (id: string): string => `reminder:${id}`;

const publications = (reminder: Reminder, about: string | undefined): MessagePublication[] =>
  [...reminder.channels, ...reminder.people].map((to) => ({
    kind: 'message',
    key: `reminder:${reminder.id}:${reminder.sent + 1}:${to}`,
    to,
    message: dueMessage(reminder, about),
    group: groupOf(reminder.id),
  }));

/** The releases that a reminder may count from. */
export const releasesFor = async (parts: Parts, reminder: Reminder): Promise<Release[]> =>
  (await releaseStore(parts.db, reminder.workspace).all(reminder.product)).filter(
    (release) => release.state !== 'withdrawn',
  );

/** Sends one that is due, once however late it is, and sets when it comes next. */
async function sendOne(parts: Parts, reminder: Reminder): Promise<void> {
  const now = parts.clock.now();
  const store = reminderStore(parts.db, reminder.workspace);
  const releases = await releasesFor(parts, reminder);
  const about = nextRelease(reminder, releases)?.release;
  const sent = { ...reminder, lastAt: now, sent: reminder.sent + 1, snoozed: false };
  await parts.outbox.save({
    workspace: reminder.workspace,
    writes: (q) => [store.change(q, { ...sent, nextAt: nextOf(sent, now, releases) })],
    publications: publications(reminder, about && releaseName(about)),
  });
}

/** Follows the releases: a reminder gets its moment when one is announced or planned, and moves with its date. */
async function schedule(parts: Parts, reminder: Reminder): Promise<void> {
  const now = parts.clock.now();
  const nextAt = nextOf(reminder, now, await releasesFor(parts, reminder));
  if (nextAt === reminder.nextAt) return;
  const store = reminderStore(parts.db, reminder.workspace);
  await parts.outbox.save({
    workspace: reminder.workspace,
    writes: (q) => [store.change(q, { ...reminder, nextAt })],
  });
}

/** Does each in turn; what another process did meanwhile is done. */
async function each(all: readonly Reminder[], act: (reminder: Reminder) => Promise<void>): Promise<void> {
  for (const reminder of all) {
    try {
      await act(reminder);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

/** Schedules what waited for a release, and sends what is due. */
export async function doDue(parts: Parts): Promise<void> {
  const due = dueReminders(parts.db);
  const following = (await due.standing()).filter((one) => one.when.kind === 'release' && !one.snoozed);
  await each(following, (reminder) => schedule(parts, reminder));
  await each(await due.due(parts.clock.now(), AT_ONCE), (reminder) => sendOne(parts, reminder));
}
