import { describe, expect, it } from 'vitest';
import { momentFor, nextOf, nextRelease, type Reminder, snoozedUntil, whenOf } from './reminder.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

const reminder = (when: string, more: Partial<Reminder> = {}): Reminder => {
  const read = whenOf(when);
  if (!read) throw new Error(when);
  return {
    id: 'r',
    workspace: 'T',
    product: 'p',
    what: 'Look',
    channels: [],
    people: [],
    when: read,
    timezone: 'Europe/Berlin',
    nextAt: null,
    lastAt: null,
    snoozed: false,
    sent: 0,
    stoppedAt: null,
    createdAt: at('2026-03-01T12:00:00Z'),
    createdBy: 'U1',
    changes: 1,
    ...more,
  };
};

describe('when a reminder comes', () => {
  it.each([
    ['every monday 09:00', { kind: 'cron', cron: '0 9 * * 1' }],
    ['  Every  Weekday 9am ', { kind: 'cron', cron: '0 9 * * 1-5' }],
    ['0 9 1 * *', { kind: 'cron', cron: '0 9 1 * *' }],
    ['2 days after release', { kind: 'release', days: 2 }],
    ['1 day before the release', { kind: 'release', days: -1 }],
  ])('reads %j', (typed, expected) => expect(whenOf(typed)).toMatchObject(expected));

  it.each([
    '',
    'soon',
    '0 days after release',
    '61 9 * * *',
    'every blursday 09:00',
    '2 weeks',
    'x'.repeat(10_000),
  ])('does not read %j', (typed) => expect(whenOf(typed)).toBeUndefined());

  it('keeps nine o’clock through daylight saving', () => {
    const daily = reminder('every day 09:00');
    expect(nextOf(daily, at('2026-03-28T09:00:00Z'), [])).toBe(at('2026-03-29T07:00:00Z'));
    const release = { id: 'a', announcedAt: at('2026-03-27T20:00:00Z'), plannedFor: null };
    expect(momentFor(release, 2, 'Europe/Berlin')).toBe(at('2026-03-29T07:00:00Z'));
    const snoozed = snoozedUntil(
      { lastAt: at('2026-03-28T08:00:00Z'), nextAt: null, timezone: 'Europe/Berlin' },
      at('2026-03-28T10:00:00Z'),
    );
    expect(snoozed).toBe(at('2026-03-29T07:00:00Z'));
  });

  it('counts from each release once, also when a later one was announced meanwhile', () => {
    const after = reminder('2 days after release');
    const first = { id: 'a', announcedAt: at('2026-03-02T10:00:00Z'), plannedFor: null };
    const second = { id: 'b', announcedAt: at('2026-03-03T10:00:00Z'), plannedFor: null };
    const next = nextRelease(after, [second, first]);
    expect(next?.release.id).toBe('a');
    const sent = { ...after, lastAt: (next?.at ?? 0) + 30_000 };
    expect(nextRelease(sent, [second, first])?.release.id).toBe('b');
    expect(nextRelease({ ...sent, lastAt: at('2026-03-05T08:01:00Z') }, [second, first])).toBeUndefined();
  });

  it('does not count from a release that was over before the reminder was set', () => {
    const old = { id: 'a', announcedAt: at('2026-02-01T10:00:00Z'), plannedFor: '2026-02-01' };
    expect(nextOf(reminder('2 days after release'), 0, [old])).toBeNull();
    expect(nextOf(reminder('1 day before release'), 0, [{ ...old, plannedFor: '2026-03-09' }])).toBeNull();
  });

  it('puts off for a day: what came within a day, else what would come', () => {
    const now = at('2026-03-10T10:00:00Z');
    const zone = { timezone: 'UTC' };
    expect(snoozedUntil({ ...zone, lastAt: now - HOUR, nextAt: now + 144 * HOUR }, now)).toBe(
      now + 23 * HOUR,
    );
    expect(snoozedUntil({ ...zone, lastAt: null, nextAt: now + HOUR }, now)).toBe(now + 25 * HOUR);
    expect(snoozedUntil({ ...zone, lastAt: null, nextAt: null }, now)).toBeUndefined();
  });
});
