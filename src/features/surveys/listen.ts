import { DateTime } from 'luxon';
import { say } from '../../slack/blocks.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Answer, Command, Parts, PressHandler, SubmitHandler } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { type Product, productById, withProduct } from '../products/index.ts';
import { currentRelease, releaseStore } from '../releases/index.ts';
import { answerSurvey, earlierAnswers, openSurvey } from './answer.ts';
import { closeSurvey, shareResults } from './close.ts';
import { exportSurvey } from './export.ts';
import { mustOwn, surveyById, surveyOrRefuse } from './find.ts';
import { askLater } from './later.ts';
import { readQuestions } from './questions.ts';
import { remindSilent } from './remind.ts';
import { resultsOf } from './results.ts';
import { startSurvey } from './start.ts';
import { surveyStore } from './store.ts';
import { surveyName } from './survey.ts';
import { TEMPLATE_QUESTIONS } from './templates.ts';
import { listMessage, NEW_SURVEY, newSurveyModal, QUESTIONS, questionsModal, readSurvey } from './views.ts';
import { ANSWERS, answerModal, readAnswers } from './views-answer.ts';
import { ANSWER, LATER } from './views-message.ts';
import { resultsMessage, SHARE } from './views-results.ts';
import { counted } from './words.ts';

async function openNew(parts: Parts, acting: Acting, product: Product): Promise<Answer> {
  await mustHold(parts, acting.workspace, product.roles, 'start a survey', acting.user);
  const releases = await releaseStore(parts.db, acting.workspace).all(product.id);
  return { modal: newSurveyModal(product.id, releases, await currentRelease(parts, product)) };
}

const submitNew: SubmitHandler = async (parts, acting, { about, entered, viewId }) => {
  const product = await productById(parts, acting.workspace, about);
  await mustHold(parts, acting.workspace, product.roles, 'start a survey', acting.user);
  const endOf = (day: string): number =>
    DateTime.fromISO(day, { zone: product.timezone }).endOf('day').toMillis();
  const settings = readSurvey(entered, parts.clock.now(), endOf);
  if (settings.template !== 'Custom')
    return {
      note: await startSurvey(
        parts,
        acting,
        product,
        settings,
        TEMPLATE_QUESTIONS[settings.template],
        viewId,
      ),
    };
  await surveyStore(parts.db, acting.workspace).keepDraft({
    id: viewId,
    product: product.id,
    author: acting.user,
    settings,
    createdAt: parts.clock.now(),
  });
  return { push: questionsModal(viewId) };
};

const submitQuestions: SubmitHandler = async (parts, acting, { about, entered }) => {
  const draft = await surveyStore(parts.db, acting.workspace).draft(about);
  if (!draft || draft.author !== acting.user)
    throw new Refused('This draft has expired. Start again with /survey new.');
  const product = await productById(parts, acting.workspace, draft.product);
  await mustHold(parts, acting.workspace, product.roles, 'start a survey', acting.user);
  const questions = readQuestions(entered.long('questions'));
  return { note: await startSurvey(parts, acting, product, draft.settings, questions, draft.id) };
};

const list = async (parts: Parts, acting: Acting, product: Product): Promise<Answer> => ({
  note: listMessage(product.name, await surveyStore(parts.db, acting.workspace).all(product.id)),
});

async function results(parts: Parts, acting: Acting, product: Product, text: string): Promise<Answer> {
  const survey = await surveyOrRefuse(parts, product, text);
  await mustOwn(parts, survey, 'see survey results', acting.user);
  const all = await resultsOf(parts, survey);
  return { note: resultsMessage(survey, all, survey.state === 'closed') };
}

async function close(parts: Parts, acting: Acting, product: Product, text: string): Promise<Answer> {
  const survey = await surveyOrRefuse(parts, product, text);
  await mustOwn(parts, survey, 'close a survey', acting.user);
  const closed = await closeSurvey(parts, survey, false);
  const all = await resultsOf(parts, closed);
  return { note: resultsMessage(closed, all, true) };
}

async function remind(parts: Parts, acting: Acting, product: Product, text: string): Promise<Answer> {
  const survey = await surveyOrRefuse(parts, product, text);
  await mustOwn(parts, survey, 'remind people of a survey', acting.user);
  await openSurvey(parts, acting.workspace, survey.id);
  const reminded = await remindSilent(parts, survey, false);
  return {
    note: say(
      reminded === 0
        ? `Nobody is left to remind of ${surveyName(survey)}: everybody asked by name has answered or was reminded once.`
        : `${counted(reminded, 'person gets', 'people get')} a reminder of ${surveyName(survey)}.`,
    ),
  };
}

async function exported(parts: Parts, acting: Acting, product: Product, text: string): Promise<Answer> {
  const survey = await surveyOrRefuse(parts, product, text);
  await mustOwn(parts, survey, 'export a survey', acting.user);
  return { note: await exportSurvey(parts, acting, survey) };
}

const pressAnswer: PressHandler = async (parts, acting, { value }) => {
  const survey = await openSurvey(parts, acting.workspace, value);
  const before = await earlierAnswers(parts, survey, acting.user);
  return { modal: answerModal(survey, before) };
};

const submitAnswers: SubmitHandler = async (parts, acting, { about, entered }) => {
  const survey = await openSurvey(parts, acting.workspace, about);
  await answerSurvey(parts, acting, survey, readAnswers(survey.questions, entered));
  return undefined;
};

const pressLater: PressHandler = async (parts, acting, { value }) => ({
  note: await askLater(parts, acting, await openSurvey(parts, acting.workspace, value)),
});

const pressShare: PressHandler = async (parts, acting, { value }) => {
  const survey = await surveyById(parts, acting.workspace, value);
  await mustOwn(parts, survey, 'see survey results', acting.user);
  if (survey.state !== 'closed') throw new Refused('Close the survey first, then show its numbers.');
  await shareResults(parts, survey);
  return { note: say(`The numbers of ${surveyName(survey)} now stand where it was asked.`) };
};

const command = (name: string, usage: string, does: string, run: Command['run']): Command => ({
  command: '/survey',
  name,
  usage,
  does,
  example: `/survey ${name}${usage ? ' S1' : ''}`,
  run,
});

export const commands: readonly Command[] = [
  command('new', '', 'Asks people about a release.', withProduct(openNew)),
  command('list', '', 'Lists the surveys with how many have answered.', withProduct(list)),
  command('results', '[id]', 'Shows the score, the numbers and what people wrote.', withProduct(results)),
  command('close', '[id]', 'Takes no more answers.', withProduct(close)),
  command(
    'remind',
    '[id]',
    'Reminds those asked by name who have not answered, each once.',
    withProduct(remind),
  ),
  command('export', '[id]', 'Sends you all answers as CSV and JSON.', withProduct(exported)),
];
export const presses = { [ANSWER]: pressAnswer, [LATER]: pressLater, [SHARE]: pressShare };
export const submits = { [NEW_SURVEY]: submitNew, [QUESTIONS]: submitQuestions, [ANSWERS]: submitAnswers };
