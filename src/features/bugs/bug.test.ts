import { describe, expect, it } from 'vitest';
import {
  afterFlag,
  afterUnflag,
  answersOf,
  bugNumber,
  bySeverity,
  changeOf,
  decided,
  flagsBug,
  isUntriaged,
  leadsBack,
  type ReporterRow,
  titleOf,
  triaged,
  withReporters,
} from './bug.ts';
import { aBug, aFlag } from './examples.ts';

it.each([
  ['BUG-7', 7],
  ['bug 12', 12],
  ['#3', 3],
  ['BUG-0004', 4],
  ['9', 9],
  ['BUG', undefined],
  ['7 and 8', undefined],
  ['', undefined],
])('reads the number of %j', (typed, number) => expect(bugNumber(typed)).toBe(number));

it.each([
  ['\n\n  The export   hangs \nmore', 'The export hangs'],
  ['---\n🎉\nReal words', 'Real words'],
  ['🎉', 'A message without words'],
  ['', 'A message without words'],
  ['x'.repeat(500), `${'x'.repeat(119)}…`],
])('titles %j', (text, title) => expect(titleOf(text)).toBe(title));

it.each([
  ['bug', true],
  ['bug::skin-tone-2', true],
  ['bugs', false],
  ['ladybug', false],
])('%s flags a bug: %s', (reaction, flags) => expect(flagsBug(reaction)).toBe(flags));

describe('flags', () => {
  const ana = aFlag('U1');
  const both: ReporterRow[] = [ana, aFlag('U1', { by: 'bug::skin-tone-2' }), aFlag('U2')];

  it('count each person once', () => expect(withReporters(aBug(), both).reporters).toEqual(['U1', 'U2']));

  it('leave the person a reporter while another of theirs stands', () =>
    expect(withReporters(aBug(), afterUnflag(aBug({ flags: both }), 'U1', 'bug').flags).reporters).toEqual([
      'U1',
      'U2',
    ]));

  it.each([
    ['New', null, 'Withdrawn', 0],
    ['New', 5, 'New', 1],
    ['Confirmed', 5, 'Confirmed', 1],
    ['Fixed', 5, 'Fixed', 1],
  ] as const)(
    'the last one of a bug that is %s, triaged %s, makes it %s',
    (status, triagedAt, after, left) => {
      const made = afterUnflag(aBug({ status, triagedAt, flags: [ana] }), 'U1', 'bug');
      expect([made.status, made.flags.length]).toEqual([after, left]);
    },
  );

  it('bring back what was withdrawn, and nothing else', () =>
    expect(
      (['Withdrawn', 'Not a bug', 'Fixed', 'New'] as const).map((status) => afterFlag({ status })),
    ).toEqual(['New', 'Not a bug', 'Fixed', 'New']));

  it('carry one answer for each person', () =>
    expect(
      answersOf({
        flags: [
          aFlag('U1', { solved: 'yes' }),
          aFlag('U1', { solved: 'yes', by: 'form' }),
          aFlag('U2', { solved: 'no' }),
        ],
      }),
    ).toEqual({ yes: 1, no: 1 }));
});

describe('duplicates', () => {
  const one = aBug({ id: 'one', number: 1 });
  const two = aBug({ id: 'two', number: 2, duplicateOf: 'one', status: 'Duplicate' });
  const three = aBug({ id: 'three', number: 3, duplicateOf: 'two', status: 'Duplicate' });
  const all = [one, two, three];

  it('never lead back', () => {
    expect(leadsBack(one, 'three', all)).toBe(true);
    expect(leadsBack(three, 'one', all)).toBe(false);
    expect(
      leadsBack(one, 'a', [aBug({ id: 'a', duplicateOf: 'b' }), aBug({ id: 'b', duplicateOf: 'a' })]),
    ).toBe(false);
    expect(() => decided(one, { ...one, duplicateOf: 'three' }, all)).toThrow(
      'called the same as BUG-1 already',
    );
    expect(() => decided(one, { ...one, duplicateOf: 'one' }, all)).toThrow('same as itself');
  });

  it('are made by choosing an original, need one, and end with another status', () => {
    expect(decided(one, { ...one, duplicateOf: 'x' }, all)).toMatchObject({
      status: 'Duplicate',
      duplicateOf: 'x',
    });
    expect(() => decided(one, { ...one, status: 'Duplicate' }, all)).toThrow('Write which bug');
    expect(decided(two, { ...two, status: 'Confirmed' }, all)).toMatchObject({
      status: 'Confirmed',
      duplicateOf: null,
    });
    expect(decided(two, two, all)).toMatchObject({ status: 'Duplicate', duplicateOf: 'one' });
  });
});

it('counts a fix each time it becomes fixed', () => {
  const fixed = triaged(aBug(), { ...aBug(), status: 'Fixed' }, 9);
  expect(fixed).toMatchObject({ fixes: 1, triages: 1, triagedAt: 9 });
  expect(triaged(fixed, { ...fixed, severity: 'Minor' }, 10)).toMatchObject({ fixes: 1, triagedAt: 9 });
  expect(isUntriaged(fixed)).toBe(false);
});

it('says what changed', () => {
  const before = aBug();
  const after = aBug({ status: 'Duplicate', severity: 'Major', assigneeName: 'Cleo', duplicateOf: 'two' });
  expect(changeOf(before, after, () => 'BUG-2')).toBe(
    'Status: New → Duplicate. Severity: none → Major. Assignee: none → Cleo. Same as: none → BUG-2',
  );
  expect(changeOf(before, before, String)).toBe('');
});

it('orders by severity, then by age', () => {
  const bugs = [
    aBug({ number: 1 }),
    aBug({ number: 2, severity: 'Minor' }),
    aBug({ number: 4, severity: 'Blocker' }),
    aBug({ number: 3, severity: 'Blocker' }),
  ];
  expect(bugs.sort(bySeverity).map((bug) => bug.number)).toEqual([3, 4, 2, 1]);
});
