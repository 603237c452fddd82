import type { Entered } from '../../slack/answers.ts';
import { type Blocks, header, type ModalView, modal, section } from '../../slack/blocks.ts';
import { RefusedFields } from '../../slack/errors.ts';
import {
  checkboxField,
  longTextFields,
  manyField,
  numberField,
  radioField,
  selectField,
  textField,
} from '../../slack/inputs.ts';
import { type Answers, choicesOf, isText, type Question, valuesOf } from './question.ts';
import type { Survey } from './survey.ts';
import { privacy } from './words.ts';

export const ANSWERS = 'surveys.answers';

/** The most options that Slack shows side by side. */
const SIDE_BY_SIDE = 10;

/** The field that a question is answered in, with what the person answered before. */
function fields(question: Question, before: Answers): Blocks {
  const { id, text, kind } = question;
  const values = valuesOf(before, question);
  const [value] = values;
  const common = { optional: question.optional ?? false, hint: question.scale };
  const choices = choicesOf(question);
  switch (kind) {
    case 'short':
      return (value?.length ?? 0) > 3000
        ? longTextFields(id, text, { ...common, value })
        : [textField(id, text, { ...common, value })];
    case 'long':
      return longTextFields(id, text, { ...common, value });
    case 'number':
      return [numberField(id, text, { ...common, value })];
    case 'multi':
      return [
        (choices.length > SIDE_BY_SIDE ? manyField : checkboxField)(id, text, choices, { ...common, values }),
      ];
    default:
      return [
        (choices.length > SIDE_BY_SIDE ? selectField : radioField)(id, text, choices, { ...common, value }),
      ];
  }
}

/** The survey as one person answers it, with what they answered `before`. */
export const answerModal = (survey: Survey, before: Answers | undefined): ModalView =>
  modal({
    id: ANSWERS,
    title: 'Your answers',
    submit: before ? 'Save' : 'Send',
    about: survey.id,
    blocks: [
      header(survey.title),
      section(`${before ? 'These are your earlier answers. ' : ''}${privacy(survey)}`),
      ...survey.questions.flatMap((question) => fields(question, before ?? {})),
    ],
  });

/** What one person entered for a question; undefined when it was left empty, an Error when it cannot be. */
function readOne(question: Question, entered: Entered): string | string[] | undefined {
  const allowed = new Set(choicesOf(question).map((choice) => choice.value));
  if (question.kind === 'multi') {
    const chosen = entered.many(question.id).filter((value) => allowed.has(value));
    return chosen.length > 0 ? chosen : undefined;
  }
  const typed = isText(question) ? entered.long(question.id) || undefined : entered.one(question.id);
  return typed === undefined || allowed.size === 0 || allowed.has(typed) ? typed : undefined;
}

/** What one person answered; refuses at the questions that need an answer. */
export function readAnswers(questions: readonly Question[], entered: Entered): Answers {
  const answers: Record<string, string | string[]> = {};
  const wrong: Record<string, string> = {};
  for (const question of questions) {
    const value = readOne(question, entered);
    if (value !== undefined) answers[question.id] = value;
    else if (!question.optional) wrong[question.id] = 'This needs an answer.';
    if (question.kind === 'number' && value !== undefined && !Number.isFinite(Number(value)))
      wrong[question.id] = 'Write a number, such as 3 or 2.5.';
  }
  if (Object.keys(wrong).length > 0) throw new RefusedFields(wrong);
  return answers;
}
