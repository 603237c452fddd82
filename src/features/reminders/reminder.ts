import { DateTime } from 'luxon';
import { cronOf, NEVER, nextAfter, scheduleProblem } from '../../jobs/when.ts';
import type { reminderTables } from './table.ts';

/** A reminder as it is kept. */
export type Reminder = ReturnType<typeof reminderTables>['reminders']['$inferSelect'];

/** When it comes: again and again, or so many days after (or, below zero, before) a release. */
export type When =
  | { readonly kind: 'cron'; readonly cron: string; readonly typed: string }
  | { readonly kind: 'release'; readonly days: number; readonly typed: string };

const RELATIVE = /^([1-9]\d{0,2}) days? (after|before) (?:the )?(?:next )?release$/;

/** Reads `every monday 09:00`, `2 days after release`, `1 day before release` or a cron expression. */
export function whenOf(typed: string): When | undefined {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  const [, count, side] = RELATIVE.exec(text) ?? [];
  if (count !== undefined)
    return { kind: 'release', days: side === 'after' ? Number(count) : -Number(count), typed: text };
  const cron = cronOf(text);
  return cron === undefined ? undefined : { kind: 'cron', cron, typed: text };
}

/** A reminder comes once an hour at most. */
const AN_HOUR = 3_600_000;

/** Why a reminder cannot come at such a time; undefined when it can. */
export const problemOf = (when: When, timezone: string, now: number): ReturnType<typeof scheduleProblem> =>
  when.kind === 'cron' ? scheduleProblem({ cron: when.cron, timezone }, now, AN_HOUR) : undefined;

/** What a reminder needs to know of a release. Times are milliseconds; `plannedFor` is a day, as 2026-12-01. */
export type ReleaseDates = {
  readonly id: string;
  readonly announcedAt: number | null;
  readonly plannedFor: string | null;
};

/** Nine o'clock so many days from a moment, in a time zone. */
const nineOn = (start: DateTime, days: number): number =>
  start.plus({ days }).set({ hour: 9, minute: 0, second: 0, millisecond: 0 }).toMillis();

/** The day that a reminder counts from; undefined while the release does not have it. */
function dayOf(release: ReleaseDates, days: number, timezone: string): DateTime | undefined {
  if (days > 0)
    return release.announcedAt === null
      ? undefined
      : DateTime.fromMillis(release.announcedAt, { zone: timezone });
  if (release.announcedAt !== null || release.plannedFor === null) return undefined;
  const day = DateTime.fromISO(release.plannedFor, { zone: timezone });
  return day.isValid ? day : undefined;
}

/** The moment that belongs to one release: nine o'clock in the time zone, so many days after it was announced or before it is planned. */
export function momentFor(release: ReleaseDates, days: number, timezone: string): number | undefined {
  const day = dayOf(release, days, timezone);
  return day && nineOn(day, days);
}

/** The release whose moment comes next after the reminder was last sent, with that moment; the earliest when several do. */
export function nextRelease<R extends ReleaseDates>(
  reminder: Pick<Reminder, 'when' | 'timezone' | 'lastAt' | 'createdAt'>,
  releases: readonly R[],
): { release: R; at: number } | undefined {
  const { when, timezone } = reminder;
  if (when.kind !== 'release') return undefined;
  const since = reminder.lastAt ?? reminder.createdAt;
  return releases
    .flatMap((release) => {
      const at = momentFor(release, when.days, timezone);
      return at !== undefined && at > since ? [{ release, at }] : [];
    })
    .sort((a, b) => a.at - b.at)[0];
}

/** When it comes next; null while a release has to come first, and for a time that never comes. */
export function nextOf(reminder: Reminder, after: number, releases: readonly ReleaseDates[]): number | null {
  const { when, timezone } = reminder;
  if (when.kind === 'release') return nextRelease(reminder, releases)?.at ?? null;
  const next = nextAfter({ cron: when.cron, timezone }, after);
  return next === NEVER ? null : next;
}

/** A day later at the same hour. */
const dayAfter = (at: number, timezone: string): number =>
  DateTime.fromMillis(at, { zone: timezone }).plus({ days: 1 }).toMillis();

/**
 * Until when a snooze puts a reminder off: a day after it last came when that was within a day, else a day after it
 * would come; undefined when it waits for a release and has not come yet.
 */
export function snoozedUntil(
  reminder: Pick<Reminder, 'lastAt' | 'nextAt' | 'timezone'>,
  now: number,
): number | undefined {
  const { lastAt, nextAt, timezone } = reminder;
  if (lastAt !== null && dayAfter(lastAt, timezone) > now) return dayAfter(lastAt, timezone);
  return nextAt === null ? undefined : dayAfter(Math.max(nextAt, now), timezone);
}
