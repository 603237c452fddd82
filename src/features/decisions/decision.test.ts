import { describe, expect, it } from 'vitest';
import { dayIn } from '../../jobs/when.ts';
import { type Decision, decidedAlone, due } from './decision.ts';

const at = (day: string, time = '12:00'): number => Date.parse(`${day}T${time}:00Z`);

const decision = (id: string, day: string, more: Partial<Decision> = {}): Decision => ({
  id,
  workspace: 'T1',
  product: 'p1',
  release: 'r1',
  kind: 'Go',
  why: 'Because.',
  risks: '',
  by: 'U1',
  decidedAt: at(day),
  reviewOn: null,
  ...more,
});

describe('decisions', () => {
  it('knows the day of the time zone', () => {
    expect(dayIn('Asia/Singapore', at('2026-11-22', '23:30'))).toBe('2026-11-23');
    expect(dayIn('America/New_York', at('2026-11-23', '03:00'))).toBe('2026-11-22');
  });

  it.each([
    ['no review date', [decision('a', '2026-11-01')], []],
    ['not yet', [decision('a', '2026-11-01', { reviewOn: '2026-11-24' })], []],
    ['on the day', [decision('a', '2026-11-01', { reviewOn: '2026-11-23' })], ['a']],
    [
      'decided anew before the date: still due',
      [decision('b', '2026-11-05'), decision('a', '2026-11-01', { reviewOn: '2026-11-10' })],
      ['a'],
    ],
    [
      'decided anew on the date',
      [decision('b', '2026-11-10'), decision('a', '2026-11-01', { reviewOn: '2026-11-10' })],
      [],
    ],
    [
      'another release does not count',
      [
        decision('b', '2026-11-11', { release: 'r2' }),
        decision('a', '2026-11-01', { reviewOn: '2026-11-10' }),
      ],
      ['a'],
    ],
    [
      'the longest overdue first',
      [
        decision('b', '2026-11-02', { reviewOn: '2026-11-20' }),
        decision('a', '2026-11-01', { reviewOn: '2026-11-10' }),
      ],
      ['a', 'b'],
    ],
  ])('due for review: %s', (_name, all, ids) => {
    expect(due(all, 'UTC', at('2026-11-23')).map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['who asks says go alone', [decision('a', '2026-11-01')], 'U1', true],
    ['somebody else says go', [decision('a', '2026-11-01')], 'U2', false],
    [
      'a second person says go too',
      [decision('b', '2026-11-02', { by: 'U2' }), decision('a', '2026-11-01')],
      'U1',
      false,
    ],
    ['it is no go', [decision('a', '2026-11-01', { kind: 'Hotfix' })], 'U1', false],
    ['about no release', [decision('a', '2026-11-01', { release: null })], undefined, false],
  ])('decided alone: %s', (_name, all, asker, alone) => {
    const last = all.at(-1);
    expect(last && decidedAlone(last, all, asker)).toBe(alone);
  });
});
