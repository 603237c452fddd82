import { DateTime } from 'luxon';
import type { Acting, Answer, Command, Parts, PressHandler, SubmitHandler } from '../feature.ts';
import { type Product, productById, withProduct } from '../products/index.ts';
import { currentRelease, releaseStore } from '../releases/index.ts';
import { answerSurvey, earlierAnswers, openSurvey } from './answer.ts';
import { closeSurvey, shareResults } from './close.ts';
import { keepDraft, mayStart, startDraft } from './draft.ts';
import { exportSurvey } from './export.ts';
import { mustOwn, surveyById, surveyOrRefuse } from './find.ts';
import { askLater } from './later.ts';
import { readQuestions } from './questions.ts';
import { remindSilent } from './remind.ts';
import { resultsOf } from './results.ts';
import { startSurvey } from './start.ts';
import { surveyStore } from './store.ts';
import { TEMPLATE_QUESTIONS } from './templates.ts';
import { listMessage, NEW_SURVEY, newSurveyModal, QUESTIONS, questionsModal, readSurvey } from './views.ts';
import { ANSWERS, answerModal, readAnswers } from './views-answer.ts';
import { ANSWER, LATER } from './views-message.ts';
import { remindedNote, resultsMessage, SHARE, sharedNote } from './views-results.ts';

async function openNew(parts: Parts, acting: Acting, product: Product): Promise<Answer> {
  await mayStart(parts, acting, product);
  const releases = await releaseStore(parts.db, acting.workspace).all(product.id);
  return { modal: newSurveyModal(product.id, releases, await currentRelease(parts, product)) };
}

const submitNew: SubmitHandler = async (parts, acting, { about, entered, viewId }) => {
  const product = await productById(parts, acting.workspace, about);
  await mayStart(parts, acting, product);
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
  await keepDraft(parts, acting, product, settings, viewId);
  return { push: questionsModal(viewId) };
};

const submitQuestions: SubmitHandler = async (parts, acting, { about, entered }) => ({
  note: await startDraft(parts, acting, about, readQuestions(entered.long('questions'))),
});

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
  return { note: remindedNote(survey, await remindSilent(parts, survey, false)) };
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
  await shareResults(parts, survey);
  return { note: sharedNote(survey) };
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
