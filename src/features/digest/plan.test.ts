import { describe, expect, it } from 'vitest';
import { cronOrRefuse } from './plan.ts';

const NOW = Date.parse('2026-10-20T12:00:00Z');

describe('when the digest is posted', () => {
  it.each([
    ['monday 09:00', '0 9 * * 1'],
    ['every Monday at 9am', '0 9 * * 1'],
    ['every weekday 17:30', '30 17 * * 1-5'],
    ['0 8 1 * *', '0 8 1 * *'],
  ])('reads %j', (typed, cron) => {
    expect(cronOrRefuse(typed, 'Europe/Berlin', NOW)).toBe(cron);
  });

  it.each([
    ['', 'cannot read'],
    ['tomorrow', 'cannot read'],
    ['monday 25:00', 'cannot read'],
    ['* * * * *', 'once a day at most'],
    ['0 9,17 * * *', 'once a day at most'],
    ['0 9,15 * * *', 'once a day at most'],
    ['1,15 12 * * 2', 'once a day at most'],
    ['0 9 31 2 *', 'never comes'],
  ])('refuses %j', (typed, words) => {
    expect(() => cronOrRefuse(typed, 'Europe/Berlin', NOW)).toThrow(words);
  });
});
