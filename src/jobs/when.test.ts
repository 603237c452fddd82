import { describe, expect, it } from 'vitest';
import { cronOf, isCron, isTimezone, nextAfter } from './when.ts';

describe('when', () => {
  it.each([
    ['every monday 09:00', '0 9 * * 1'],
    ['monday 09:00', '0 9 * * 1'],
    ['Mondays at 9am', '0 9 * * 1'],
    ['mon 9', '0 9 * * 1'],
    ['every weekday 17:30', '30 17 * * 1-5'],
    ['every day 0:05', '5 0 * * *'],
    ['sunday 12am', '0 0 * * 0'],
    ['sunday 12pm', '0 12 * * 0'],
    ['monday, wednesday and friday 10:15', '15 10 * * 1,3,5'],
    ['  0   9 * * 1 ', '0 9 * * 1'],
    ['every monday', undefined],
    ['every someday 09:00', undefined],
    ['monday 25:00', undefined],
    ['monday 09:60', undefined],
    ['99 9 * * 1', undefined],
    ['', undefined],
    ['* * * * * *', undefined],
    ['<!channel> 09:00', undefined],
  ])('reads "%s" as %s', (typed, cron) => expect(cronOf(typed)).toBe(cron));

  it('knows a cron expression and a time zone', () => {
    expect([isCron('0 9 * * 1'), isCron('0 9 * *'), isCron('a b c d e')]).toEqual([true, false, false]);
    expect([isTimezone('Europe/Lisbon'), isTimezone('Mars/Olympus'), isTimezone('')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  const at = (iso: string): number => Date.parse(iso);
  it.each([
    ['in winter', '0 9 * * 1', 'Europe/Berlin', '2026-11-23T12:00Z', '2026-11-30T08:00:00.000Z'],
    ['in summer', '0 9 * * 1', 'Europe/Berlin', '2026-07-01T12:00Z', '2026-07-06T07:00:00.000Z'],
    [
      'over the leap in spring',
      '0 9 * * 1',
      'Europe/Berlin',
      '2026-03-23T09:00Z',
      '2026-03-30T07:00:00.000Z',
    ],
    [
      'a time that spring skips',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    ['the day after', '30 2 * * *', 'Europe/Berlin', '2026-03-29T12:00Z', '2026-03-30T00:30:00.000Z'],
    [
      'a time that autumn has twice',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    ['and only once', '30 2 * * *', 'Europe/Berlin', '2026-10-25T00:30Z', '2026-10-26T01:30:00.000Z'],
    ['across the Atlantic', '0 9 * * *', 'America/New_York', '2026-11-01T00:00Z', '2026-11-01T14:00:00.000Z'],
    ['on a leap day', '0 9 29 2 *', 'UTC', '2026-03-01T00:00Z', '2028-02-29T09:00:00.000Z'],
    ['half an hour off', '0 9 * * *', 'Asia/Kolkata', '2026-11-23T12:00Z', '2026-11-24T03:30:00.000Z'],
  ])('finds the next time %s', (_what, cron, timezone, after, next) => {
    expect(new Date(nextAfter({ cron, timezone }, at(after))).toISOString()).toBe(next);
  });
});
