import { describe, expect, it } from 'vitest';
import { Refused } from '../../slack/errors.ts';
import { readQuestions } from './questions.ts';

const complaint = (typed: string): string => {
  try {
    readQuestions(typed);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  throw new Error('It was not refused.');
};

describe('the questions of a custom survey', () => {
  it('reads every kind, options and what may be left empty', () => {
    const typed = [
      'rating: How fast is it?',
      '',
      'NPS: Would you recommend it?',
      'choice: Which export? | PDF | CSV (old)',
      'multi: What for? | Reports | Mail (optional)',
      'yes/no: Did it work?',
      'short: One word: which?',
      'long: What happened? (optional)',
      'number: How many a week?',
    ].join('\n');
    expect(readQuestions(typed)).toEqual([
      { id: 'q1', kind: 'rating', text: 'How fast is it?' },
      { id: 'q2', kind: 'nps', text: 'Would you recommend it?' },
      { id: 'q3', kind: 'choice', text: 'Which export?', options: ['PDF', 'CSV (old)'] },
      { id: 'q4', kind: 'multi', text: 'What for?', options: ['Reports', 'Mail'], optional: true },
      { id: 'q5', kind: 'yes/no', text: 'Did it work?' },
      { id: 'q6', kind: 'short', text: 'One word: which?' },
      { id: 'q7', kind: 'long', text: 'What happened?', optional: true },
      { id: 'q8', kind: 'number', text: 'How many a week?' },
    ]);
  });

  it.each([
    ['', 'Write at least one question.'],
    ['rating: ok\nHow fast?', 'Line 2: begin with a kind, such as "rating: How fast is it?".'],
    ['stars: How fast?', 'Line 1: begin with a kind'],
    ['rating:', 'Line 1: the question is missing.'],
    ['choice: Which? | One', 'Line 1: add at least two options, each after a "|".'],
    ['choice: Which? | One | One', 'Line 1: two options are the same.'],
    [`multi: Which? | One | ${'ü'.repeat(76)}`, `Line 1: "${'ü'.repeat(20)}…" is longer than 75 characters.`],
    ['rating: How? | a | b', 'Line 1: rating takes no options; choice and multi do.'],
    [`choice: Which? | ${Array.from({ length: 101 }, (_, at) => at).join(' | ')}`, 'up to 100 fit'],
    [`short: ${'x'.repeat(1501)}`, 'longer than 1500 characters'],
    ['rating: x\n'.repeat(41), 'A survey holds up to 40 questions, and these are 41.'],
    ['what?\n'.repeat(8), 'And 3 more.'],
  ])('refuses %j', (typed, said) => expect(complaint(typed)).toContain(said));

  it('takes an option of exactly 75 emoji', () => {
    expect(readQuestions(`choice: Which? | ${'🎉'.repeat(75)} | b`)).toHaveLength(1);
  });
});
