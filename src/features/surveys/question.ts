/** How a question is answered. */
export type Kind = 'rating' | 'nps' | 'choice' | 'multi' | 'yes/no' | 'short' | 'long' | 'number';
export const KINDS: readonly Kind[] = [
  'rating',
  'nps',
  'choice',
  'multi',
  'yes/no',
  'short',
  'long',
  'number',
];

/** One question of a survey. */
export type Question = {
  /** Names it within the survey: q1, q2, … */
  readonly id: string;
  readonly kind: Kind;
  readonly text: string;
  /** What there is to choose from; an answer keeps the place in this list. */
  readonly options?: readonly string[];
  readonly optional?: boolean;
  /** What the ends of a scale mean. */
  readonly scale?: string;
};

/** What one person answered, by question: a rating and a number as digits, a choice as its place among the options. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

const RATINGS = ['1', '2', '3', '4', '5'];
const NPS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];

/** What there is to choose from, with the value that an answer keeps; empty for text and numbers. */
export function choicesOf(question: Question): { label: string; value: string }[] {
  switch (question.kind) {
    case 'rating':
      return RATINGS.map((label) => ({ label, value: label }));
    case 'nps':
      return NPS.map((label) => ({ label, value: label }));
    case 'yes/no':
      return ['Yes', 'No'].map((label) => ({ label, value: label }));
    case 'choice':
    case 'multi':
      return (question.options ?? []).map((label, at) => ({ label, value: String(at) }));
    default:
      return [];
  }
}

/** Whether people write the answer in their own words. */
export const isText = (question: Question): boolean => question.kind === 'short' || question.kind === 'long';

/** The values that one person gave to a question; none when it was left empty. */
export function valuesOf(answers: Answers, question: Question): string[] {
  const given = answers[question.id];
  if (given === undefined) return [];
  return typeof given === 'string' ? [given] : [...given];
}

/** An answer in words, as the person saw it. */
export function answerText(answers: Answers, question: Question): string {
  const choices = new Map(choicesOf(question).map((choice) => [choice.value, choice.label]));
  return valuesOf(answers, question)
    .map((value) => choices.get(value) ?? value)
    .join('; ');
}
