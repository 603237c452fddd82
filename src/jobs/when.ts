import { Cron } from 'croner';
import { DateTime, IANAZone } from 'luxon';

/** When something happens again and again: a cron expression of five fields, in a time zone. */
export type Schedule = { readonly cron: string; readonly timezone: string };

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const GROUPS: Record<string, string> = { day: '*', weekday: '1-5', workday: '1-5' };

const dayOf = (word: string): string | undefined => {
  const singular = word.replace(/s$/, '');
  const at = DAYS.findIndex((day) => day === singular || day.slice(0, 3) === singular);
  return at >= 0 ? String(at) : GROUPS[singular];
};

const timeOf = (text: string): { hour: number; minute: number } | undefined => {
  const [, hour = '', minute = '0', half] = /^(\d{1,2})(?::(\d{2}))?\s*(am|pm)?$/.exec(text) ?? [];
  if (hour === '') return undefined;
  const hours = half ? (Number(hour) % 12) + (half === 'pm' ? 12 : 0) : Number(hour);
  return hours < 24 && Number(minute) < 60 ? { hour: hours, minute: Number(minute) } : undefined;
};

/** Whether five fields make a cron expression. */
export const isCron = (text: string): boolean => {
  if (text.trim().split(/\s+/).length !== 5) return false;
  try {
    new Cron(text, { paused: true });
    return true;
  } catch {
    return false;
  }
};

/** Reads `every monday 09:00`, `monday 9am`, `every weekday 17:30` or a cron expression; undefined when it is neither. */
export function cronOf(typed: string): string | undefined {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  if (isCron(text)) return text;
  const [, days = '', time = ''] =
    /^(?:every )?([a-z]+(?:(?:,| and |, )[a-z]+)*)(?: at)? (.+)$/.exec(text) ?? [];
  const at = timeOf(time);
  const fields = days.split(/, ?| and /).map(dayOf);
  if (!at || fields.length === 0 || fields.some((field) => field === undefined)) return undefined;
  return `${at.minute} ${at.hour} * * ${fields.join(',')}`;
}

/** Whether this names a time zone of the IANA database. */
export const isTimezone = (name: string): boolean => IANAZone.isValidZone(name);

/** The moment of what never comes. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The day at a moment (milliseconds) in a time zone, as 2026-12-01. */
export const dayIn = (timezone: string, at: number): string =>
  DateTime.fromMillis(at, { zone: timezone }).toISODate() ?? '';

/**
 * The first moment of the schedule after `after` (milliseconds). A time that daylight saving skips is moved to the
 * next that exists; one that comes twice counts once.
 */
export function nextAfter(schedule: Schedule, after: number): number {
  const next = new Cron(schedule.cron, { timezone: schedule.timezone, paused: true }).nextRun(
    new Date(after),
  );
  return next ? next.getTime() : NEVER;
}

/** Times of a day that come more than once lie side by side among so many. */
const LOOKED_AT = 3;

/** Why a schedule cannot be kept: it never comes after `now`, or more often than every `least` milliseconds. */
export function scheduleProblem(
  schedule: Schedule,
  now: number,
  least: number,
): 'never' | 'too often' | undefined {
  let before = nextAfter(schedule, now);
  if (before === NEVER) return 'never';
  for (let looked = 0; looked < LOOKED_AT; looked += 1) {
    const next = nextAfter(schedule, before);
    if (next === NEVER) return undefined;
    if (next - before < least) return 'too often';
    before = next;
  }
  return undefined;
}
