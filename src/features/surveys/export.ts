import { stringify } from 'csv-stringify/sync';
import { SlackBusy, SlackRefusal, SlackSilent } from '../../slack/api.ts';
import { type Message, say } from '../../slack/blocks.ts';
import { failureOf, Refused } from '../../slack/errors.ts';
import { type SentFile, sendFiles } from '../../slack/files.ts';
import { escapeText } from '../../slack/text.ts';
import type { Acting, Parts } from '../feature.ts';
import { answerText } from './question.ts';
import { resultsOf } from './results.ts';
import { type Survey, type SurveyAnswer, surveyName } from './survey.ts';

const timeOf = (answer: SurveyAnswer): string =>
  answer.at === null ? '' : new Date(answer.at).toISOString();

/** One line for each answer; a cell that a spreadsheet would take for a formula is made text. */
export function csvOf(
  survey: Survey,
  all: readonly SurveyAnswer[],
  names: ReadonlyMap<string, string>,
): string {
  const who = survey.anonymous ? [] : ['person', 'name', 'answered'];
  const rows = all.map((one) => [
    ...(survey.anonymous ? [] : [one.person ?? '', names.get(one.person ?? '') ?? '', timeOf(one)]),
    ...survey.questions.map((question) => answerText(one.answers, question)),
  ]);
  const head = [...who, ...survey.questions.map(({ text }) => text)];
  return stringify([head, ...rows], { escape_formulas: true, bom: true });
}

/** The same as JSON, with the questions and their kinds. */
export const jsonOf = (
  survey: Survey,
  all: readonly SurveyAnswer[],
  names: ReadonlyMap<string, string>,
): string =>
  `${JSON.stringify(
    {
      survey: surveyName(survey),
      title: survey.title,
      template: survey.template,
      about: survey.about,
      anonymous: survey.anonymous,
      state: survey.state,
      asked: survey.asked,
      answered: survey.answered,
      questions: survey.questions,
      answers: all.map((one) => ({
        ...(survey.anonymous
          ? {}
          : { person: one.person, name: names.get(one.person ?? '') ?? null, answered: timeOf(one) }),
        afterRollback: one.late,
        answers: Object.fromEntries(
          survey.questions.map((question) => [question.id, answerText(one.answers, question)]),
        ),
      })),
    },
    null,
    2,
  )}\n`;

/** Slack names so many people without asking Herald to wait. */
const MOST_NAMES = 80;

async function namesOf(
  parts: Parts,
  survey: Survey,
  all: readonly SurveyAnswer[],
): Promise<Map<string, string>> {
  const ids = all.flatMap((one) => (one.person === null ? [] : [one.person])).slice(0, MOST_NAMES);
  const found = await Promise.all(ids.map((id) => parts.lookups.person(survey.workspace, id)));
  return new Map(found.flatMap((who) => (who ? [[who.id, who.name] as const] : [])));
}

async function upload(
  parts: Parts,
  acting: Acting,
  files: readonly SentFile[],
  comment: string,
): Promise<void> {
  try {
    await sendFiles(parts.api, acting.workspace, acting.user, files, comment);
  } catch (error) {
    if (error instanceof SlackRefusal)
      throw new Refused(`The files could not be sent. ${failureOf(error.code).reason}`);
    if (error instanceof SlackBusy) throw new Refused('Slack asked to wait. Try again in a minute.');
    if (error instanceof SlackSilent || error instanceof TypeError || error instanceof DOMException)
      throw new Refused('Slack did not take the files. Try again in a minute.');
    throw error;
  }
}

/** Sends all answers to whoever asks, as CSV and JSON in a direct message. */
export async function exportSurvey(parts: Parts, acting: Acting, survey: Survey): Promise<Message> {
  const name = surveyName(survey);
  const all = await resultsOf(parts, survey);
  if (all.length === 0)
    throw new Refused(
      survey.answered === 0
        ? `Nobody has answered ${name} yet.`
        : `${name} is anonymous and has too few answers to export. It can be exported from five answers on.`,
    );
  const names = survey.anonymous ? new Map<string, string>() : await namesOf(parts, survey, all);
  await upload(
    parts,
    acting,
    [
      { name: `${name}.csv`, content: csvOf(survey, all, names) },
      { name: `${name}.json`, content: jsonOf(survey, all, names) },
    ],
    `${name} ${escapeText(survey.title)}: ${all.length === 1 ? 'one answer' : `${all.length} answers`}.`,
  );
  return say(`${name} is in your direct messages with Herald, as CSV and as JSON.`);
}
