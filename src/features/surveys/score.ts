import { type Answers, type Question, valuesOf } from './question.ts';
import type { Template } from './survey.ts';

/** One number for a survey, with the words that people read and how many answers it is made of. */
export type Score = {
  readonly label: string;
  readonly text: string;
  readonly value: number;
  readonly n: number;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const round = (value: number): number => Math.round(value * 10) / 10;
const share = (part: number, all: number): number => Math.round((100 * part) / all);

/** What people gave to a question of numbers, in the order of the answers. */
const numbers = (all: readonly Answers[], question: Pick<Question, 'id'>): number[] =>
  all.flatMap((answers) => {
    const value = answers[question.id];
    return typeof value === 'string' && value !== '' ? [Number(value)] : [];
  });

/** Percent of promoters (9 and 10) less percent of detractors (0 to 6). */
export const npsOf = (values: readonly number[]): number =>
  Math.round(
    (100 * (values.filter((value) => value >= 9).length - values.filter((value) => value <= 6).length)) /
      values.length,
  );

/** Percent of 4 and 5. */
export const csatOf = (values: readonly number[]): number =>
  share(values.filter((value) => value >= 4).length, values.length);

/** One person's ten ratings as 0 to 100: odd items count from 1 up, even ones from 5 down, times 2.5. */
export const susOf = (ratings: readonly number[]): number =>
  2.5 * ratings.reduce((sum, rating, at) => sum + (at % 2 === 0 ? rating - 1 : 5 - rating), 0);

function scored(
  label: string,
  values: readonly number[],
  of: (values: readonly number[]) => number,
  unit = '',
) {
  if (values.length === 0) return undefined;
  const value = of(values);
  return { label, value, n: values.length, text: `${label} ${value}${unit} (n = ${values.length})` };
}

function pulse(all: readonly Answers[]): Score | undefined {
  const parts = ['Performance', 'Usability', 'Value'].map((label) => ({
    label,
    values: numbers(all, { id: label.toLowerCase() }),
  }));
  const rated = parts.filter((part) => part.values.length > 0);
  if (rated.length === 0) return undefined;
  const n = Math.max(...rated.map((part) => part.values.length));
  const each = rated.map((part) => `${part.label.toLowerCase()} ${mean(part.values).toFixed(1)}`);
  const value = round(mean(rated.map((part) => mean(part.values))));
  return { label: 'Pulse', value, n, text: `Pulse ${value.toFixed(1)} of 5: ${each.join(', ')} (n = ${n})` };
}

function sus(all: readonly Answers[], questions: readonly Question[]): Score | undefined {
  const whole = all
    .map((answers) => questions.flatMap((question) => numbers([answers], question)))
    .filter((ratings) => ratings.length === questions.length && ratings.length > 0);
  return scored('SUS', whole.map(susOf), (values) => round(mean(values)));
}

function custom(all: readonly Answers[], questions: readonly Question[]): Score | undefined {
  const nps = questions.find((question) => question.kind === 'nps');
  if (nps) return scored('NPS', numbers(all, nps), npsOf);
  const first = questions.find((question) => question.kind === 'rating');
  return first && scored('Rating', numbers(all, first), (values) => round(mean(values)), ' of 5');
}

/** The score of a survey by its template's rule; undefined when nobody has answered what it is made of. */
export function scoreOf(
  template: Template,
  questions: readonly Question[],
  all: readonly Answers[],
): Score | undefined {
  switch (template) {
    case 'Release pulse':
      return pulse(all);
    case 'NPS':
      return scored('NPS', numbers(all, { id: 'nps' }), npsOf);
    case 'CSAT':
      return scored('CSAT', numbers(all, { id: 'csat' }), csatOf, '%');
    case 'SUS':
      return sus(all, questions);
    case 'Must-have':
      return scored(
        'Must-have',
        numbers(all, { id: 'musthave' }),
        (values) => share(values.filter((value) => value === 0).length, values.length),
        '%',
      );
    case 'Custom':
      return custom(all, questions);
  }
}

/** How often each value of a question was given, as a count and a whole percent of those who answered it. */
export function tally(
  question: Question,
  choices: readonly { readonly label: string; readonly value: string }[],
  all: readonly Answers[],
): { label: string; count: number; percent: number }[] {
  const given = all.map((answers) => valuesOf(answers, question)).filter((values) => values.length > 0);
  return choices.map(({ label, value }) => {
    const count = given.filter((values) => values.includes(value)).length;
    return { label, count, percent: given.length === 0 ? 0 : share(count, given.length) };
  });
}
