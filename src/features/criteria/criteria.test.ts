import { describe, expect, it } from 'vitest';
import type { Release } from '../releases/index.ts';
import { type Criterion, type Facts, judge, TRIAGE_WITHIN } from './criteria.ts';
import { factsOf } from './facts.ts';
import type { ProductRecord } from './record.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');

const facts = (more: Partial<Facts> = {}): Facts => ({
  version: '1.4.0',
  announcedAt: NOW - 86_400_000,
  reach: { audience: 10, channels: 1, delivered: 10, failed: 0, acknowledged: 6 },
  responded: 6,
  items: 3,
  answers: 2,
  summary: 'up to date',
  untriaged: [],
  decision: 'Iterate',
  now: NOW,
  ...more,
});

const one = (id: Criterion['id'], more: Partial<Facts>): Criterion | undefined =>
  judge(facts(more)).find((criterion) => criterion.id === id);

const waiting = (n: number, ms: number) =>
  Array.from({ length: n }, (_, at) => ({ name: `BUG-${at + 1}`, since: NOW - ms }));

describe('exit criteria', () => {
  it('tells all five, and what is not known does not pass', () => {
    expect(
      judge(facts()).map(({ id, verdict, evidence, next }) => ({ id, verdict, evidence, next })),
    ).toMatchInlineSnapshot(`
      [
        {
          "evidence": "Delivered to 10 of 10 channels and people. 6 people have acknowledged or answered; the target is 5.",
          "id": "released",
          "next": undefined,
          "verdict": "pass",
        },
        {
          "evidence": "2 survey answers and 3 pieces of feedback. The summary in the repository is up to date.",
          "id": "feedback",
          "next": undefined,
          "verdict": "pass",
        },
        {
          "evidence": "Herald has no record of a deployment of 1.4.0.",
          "id": "reproducible",
          "next": "Write commit, steps and rollback into 07_release_notes.md.",
          "verdict": "not known",
        },
        {
          "evidence": "No bug has waited for triage longer than two days. Herald gets no usage or error numbers yet.",
          "id": "tracked",
          "next": "Look at your own dashboards before you decide.",
          "verdict": "not known",
        },
        {
          "evidence": "Iterate was decided after the announcement.",
          "id": "decided",
          "next": undefined,
          "verdict": "pass",
        },
      ]
    `);
  });

  it('tells what to do first about a release that was not announced', () => {
    expect(
      judge(
        facts({
          announcedAt: null,
          reach: { audience: 0, channels: 1, delivered: 0, failed: 0, acknowledged: 0 },
          responded: 0,
          items: 0,
          answers: 0,
          summary: 'waiting',
          decision: undefined,
        }),
      ).map(({ verdict, evidence, next }) => `${verdict}: ${evidence} ${next}`),
    ).toMatchInlineSnapshot(`
      [
        "fail: It has not been announced. Announce it with /release announce 1.4.0.",
        "fail: 0 survey answers and 0 pieces of feedback. 5 are enough. Ask with /survey new, or say in the channel that /feedback is open.",
        "not known: Herald has no record of a deployment of 1.4.0. Write commit, steps and rollback into 07_release_notes.md.",
        "not known: No bug has waited for triage longer than two days. Herald gets no usage or error numbers yet. Look at your own dashboards before you decide.",
        "fail: It has not been announced, so nothing was decided after it. Announce it with /release announce 1.4.0.",
      ]
    `);
  });

  it.each([
    ['8 of 10', { audience: 10, channels: 1, delivered: 8, failed: 2, acknowledged: 0 }, 5, 'pass'],
    ['7 of 10', { audience: 10, channels: 1, delivered: 7, failed: 3, acknowledged: 0 }, 10, 'fail'],
    ['too few answered', { audience: 10, channels: 1, delivered: 10, failed: 0, acknowledged: 0 }, 4, 'fail'],
    [
      'still under way',
      { audience: 10, channels: 1, delivered: 9, failed: 0, acknowledged: 9 },
      9,
      'not known',
    ],
    [
      'nothing counted',
      { audience: 0, channels: 1, delivered: 0, failed: 0, acknowledged: 0 },
      0,
      'not known',
    ],
    [
      'one channel, nobody',
      { audience: 1, channels: 1, delivered: 1, failed: 0, acknowledged: 0 },
      0,
      'fail',
    ],
    [
      'one channel, one person',
      { audience: 1, channels: 1, delivered: 1, failed: 0, acknowledged: 1 },
      1,
      'pass',
    ],
  ] as const)('reach: %s', (_name, reach, responded, verdict) => {
    expect(one('released', { reach, responded })?.verdict).toBe(verdict);
  });

  it.each([
    [{ items: 4, answers: 0 }, 'fail'],
    [{ items: 5, answers: 0 }, 'pass'],
    [{ items: 0, answers: 5 }, 'pass'],
    [{ items: 9, answers: 9, summary: 'waiting' }, 'fail'],
    [{ items: 9, answers: 9, summary: 'left alone' }, 'fail'],
    [{ items: 9, answers: 9, summary: 'no repository' }, 'fail'],
  ] as const)('feedback: %j', (more, verdict) => {
    const found = one('feedback', more);
    expect(found?.verdict).toBe(verdict);
    expect(found?.next === undefined).toBe(verdict === 'pass');
  });

  it.each([
    [[], 'not known'],
    [waiting(1, TRIAGE_WITHIN), 'not known'],
    [waiting(1, TRIAGE_WITHIN + 1), 'fail'],
  ] as const)('bugs that wait: %j', (untriaged, verdict) => {
    expect(one('tracked', { untriaged })?.verdict).toBe(verdict);
  });

  it('names the bugs that wait, and counts those there is no room for', () => {
    expect(one('tracked', { untriaged: waiting(1, 3 * TRIAGE_WITHIN) })?.evidence).toBe(
      'BUG-1 has waited for triage longer than two days.',
    );
    expect(one('tracked', { untriaged: waiting(7, 3 * TRIAGE_WITHIN) })?.evidence).toBe(
      'BUG-1, BUG-2, BUG-3, BUG-4, BUG-5 and 2 more have waited for triage longer than two days.',
    );
  });

  it('wants a decision', () => {
    expect(one('decided', { decision: undefined })).toMatchObject({
      verdict: 'fail',
      next: 'Record a decision with /release decide 1.4.0.',
    });
  });
});

describe('who responded', () => {
  const release = { id: 'R', version: '1.4.0', announcedAt: 1 } as Release;
  const record = (channels: number) =>
    ({
      feedback: { counts: [], people: new Map([['R', 5]]), quotes: [] },
      surveys: [],
      reach: new Map([['R', { audience: 3, channels, delivered: 3, failed: 0, acknowledged: 1 }]]),
      bugs: [],
      decisions: [],
    }) as unknown as ProductRecord;
  it.each([
    ['in channels, whoever spoke', 1, 5],
    ['where only people were told, those who pressed the button on their card', 0, 1],
  ])('%s', (_name, channels, wanted) => expect(factsOf(record(channels), release, 9).responded).toBe(wanted));
});
