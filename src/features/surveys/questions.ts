import { Refused } from '../../slack/errors.ts';
import { codePoints, oneLine } from '../../slack/text.ts';
import { KINDS, type Kind, type Question } from './question.ts';
import { MOST_QUESTIONS } from './survey.ts';

const LINE = /^\s*([\p{L}/-]+)\s*:\s*(.*)$/u;
const OPTIONAL = /\s*\(optional\)\s*$/i;
/** Slack's longest label of a field and of an option, and its longest list. */
const MOST_TEXT = 1500;
const MOST_OPTION = 75;
const MOST_OPTIONS = 100;
const MOST_COMPLAINTS = 5;

const kindOf = (word: string): Kind | undefined => {
  const typed = word.toLowerCase().replace(/^yes-?no$/, 'yes/no');
  return KINDS.find((kind) => kind === typed);
};

/** What keeps these options from being shown; undefined when nothing does. */
function optionsProblem(kind: Kind, options: readonly string[]): string | undefined {
  const chosen = kind === 'choice' || kind === 'multi';
  if (!chosen && options.length > 0) return `${kind} takes no options; choice and multi do.`;
  if (!chosen) return undefined;
  if (options.length < 2) return 'add at least two options, each after a "|".';
  if (options.length > MOST_OPTIONS) return `there are ${options.length} options; up to ${MOST_OPTIONS} fit.`;
  const long = options.find((option) => codePoints(option) > MOST_OPTION);
  if (long) return `"${long.slice(0, 20)}…" is longer than ${MOST_OPTION} characters.`;
  return new Set(options).size < options.length ? 'two options are the same.' : undefined;
}

/** The question on one line, or what is wrong with it. */
function readLine(line: string, at: number): Question | string {
  const [, word = '', rest = ''] = LINE.exec(line) ?? [];
  const kind = kindOf(word);
  if (!kind) return `begin with a kind, such as "rating: How fast is it?". Kinds are ${KINDS.join(', ')}.`;
  const optional = OPTIONAL.test(rest);
  const [text = '', ...options] = rest.replace(OPTIONAL, '').split('|').map(oneLine);
  const given = options.filter((option) => option !== '');
  if (text === '') return 'the question is missing.';
  if (codePoints(text) > MOST_TEXT) return `the question is longer than ${MOST_TEXT} characters.`;
  const problem = optionsProblem(kind, given);
  if (problem) return problem;
  return {
    id: `q${at}`,
    kind,
    text,
    ...(given.length > 0 ? { options: given } : {}),
    ...(optional ? { optional } : {}),
  };
}

/** Reads one question a line, such as `choice: Which one? | Old | New`; refuses with the number of each wrong line. */
export function readQuestions(typed: string): Question[] {
  const complaints: string[] = [];
  const questions: Question[] = [];
  typed.split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    const read = readLine(line, questions.length + 1);
    if (typeof read === 'string') complaints.push(`Line ${at + 1}: ${read}`);
    else questions.push(read);
  });
  const more = complaints.length - MOST_COMPLAINTS;
  if (complaints.length > 0)
    throw new Refused(
      [...complaints.slice(0, MOST_COMPLAINTS), ...(more > 0 ? [`And ${more} more.`] : [])].join(' '),
      'questions',
    );
  if (questions.length === 0) throw new Refused('Write at least one question.', 'questions');
  if (questions.length > MOST_QUESTIONS)
    throw new Refused(
      `A survey holds up to ${MOST_QUESTIONS} questions, and these are ${questions.length}.`,
      'questions',
    );
  return questions;
}
