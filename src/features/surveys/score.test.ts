import { describe, expect, it } from 'vitest';
import type { Answers } from './question.ts';
import { csatOf, npsOf, scoreOf, susOf, tally } from './score.ts';
import type { Template } from './survey.ts';
import { TEMPLATE_QUESTIONS } from './templates.ts';

const score = (template: Exclude<Template, 'Custom'>, all: Answers[]) =>
  scoreOf(template, TEMPLATE_QUESTIONS[template], all);
const sus = (...ratings: number[]): Answers =>
  Object.fromEntries(ratings.map((rating, at) => [`sus${at + 1}`, String(rating)]));

describe('scores', () => {
  it.each([
    [[10, 9, 8, 7, 6], 20],
    [[0, 6], -100],
    [[9, 10], 100],
    [[7, 8], 0],
    [[10, 9, 10, 0, 7, 8], 33],
  ])('NPS of %j is %d', (values, expected) => expect(npsOf(values)).toBe(expected));

  it.each([
    [[5, 4, 3, 2], 50],
    [[1], 0],
    [[5, 5, 4], 100],
  ])('CSAT of %j is %d', (values, expected) => expect(csatOf(values)).toBe(expected));

  it.each([
    [[5, 1, 5, 1, 5, 1, 5, 1, 5, 1], 100],
    [[1, 5, 1, 5, 1, 5, 1, 5, 1, 5], 0],
    [[3, 3, 3, 3, 3, 3, 3, 3, 3, 3], 50],
    [[5, 4, 2, 1, 2, 3, 2, 4, 4, 5], 45],
  ])('SUS of %j is %d', (ratings, expected) => expect(susOf(ratings)).toBe(expected));

  it('names each with how many it is made of', () => {
    expect(score('NPS', [{ nps: '10' }, { nps: '9' }, { nps: '3', why: 'slow' }])?.text).toBe(
      'NPS 33 (n = 3)',
    );
    expect(score('CSAT', [{ csat: '5' }, { csat: '2' }])?.text).toBe('CSAT 50% (n = 2)');
    expect(score('SUS', [sus(5, 1, 5, 1, 5, 1, 5, 1, 5, 1), sus(3, 3, 3, 3, 3, 3, 3, 3, 3, 3)])?.text).toBe(
      'SUS 75 (n = 2)',
    );
    expect(score('Must-have', [{ musthave: '0' }, { musthave: '1' }, { musthave: '3' }])?.text).toBe(
      'Must-have 33% (n = 3)',
    );
    expect(
      score('Release pulse', [
        { performance: '5', usability: '4', value: '3' },
        { performance: '4', usability: '4', value: '2' },
      ])?.text,
    ).toBe('Pulse 3.7 of 5: performance 4.5, usability 4.0, value 2.5 (n = 2)');
  });

  it('leaves out an incomplete SUS, and is undefined without answers', () => {
    expect(score('SUS', [sus(5, 1, 5)])).toBeUndefined();
    for (const template of ['NPS', 'CSAT', 'SUS', 'Must-have', 'Release pulse'] as const)
      expect(score(template, [])).toBeUndefined();
    expect(scoreOf('Custom', [{ id: 'q1', kind: 'short', text: 'What?' }], [{ q1: 'x' }])).toBeUndefined();
    expect(scoreOf('Custom', [{ id: 'q1', kind: 'rating', text: 'How?' }], [{ q1: '4' }])?.text).toBe(
      'Rating 4 of 5 (n = 1)',
    );
  });

  it('counts the share of those who answered the question', () => {
    const question = { id: 'q1', kind: 'multi', text: 'What?', options: ['a', 'b'] } as const;
    const choices = [
      { label: 'a', value: '0' },
      { label: 'b', value: '1' },
    ];
    expect(tally(question, choices, [{ q1: ['0', '1'] }, { q1: ['1'] }, {}])).toEqual([
      { label: 'a', count: 1, percent: 50 },
      { label: 'b', count: 2, percent: 100 },
    ]);
  });
});
