import {
  actions,
  type Blocks,
  button,
  context,
  header,
  type Message,
  moment,
  person,
  section,
  sections,
  sectionWith,
} from '../../slack/blocks.ts';
import { escapeText } from '../../slack/text.ts';
import type { Answers } from './question.ts';
import type { SurveySummary } from './results.ts';
import { ENOUGH, minutesFor, type Survey } from './survey.ts';
import { barBlocks } from './views-results.ts';
import { answeredLine, closesLine, counted } from './words.ts';

/** Pressed on a survey; the value is the survey's id. */
export const ANSWER = 'surveys.answer';
export const LATER = 'surveys.later';

const buttons = (survey: Survey) =>
  actions(button('Answer', ANSWER, survey.id, 'primary'), button('Later', LATER, survey.id));

const asks = (survey: Survey): string => {
  const size = `${counted(survey.questions.length, 'question', 'questions')}, about ${counted(minutesFor(survey.questions), 'minute', 'minutes')}`;
  return `${person(survey.author)} asks about ${escapeText(survey.about)}. ${size}.`;
};

const terms = (survey: Survey): string =>
  [
    ...(survey.pausedAt === null
      ? []
      : ['This release was rolled back. Answers are still taken, and marked as given afterwards.']),
    ...(survey.anonymous ? ['Anonymous.'] : []),
    closesLine(survey),
  ].join(' ');

/** What stands where a survey asks; `named` when it asks people by name. */
export function surveyMessage(survey: Survey, named: boolean): Message {
  const answered = answeredLine(survey, named);
  return {
    text: `${escapeText(survey.title)}\n${asks(survey)}\n${terms(survey)}\n${answered}`,
    blocks: [
      header(survey.title),
      section(asks(survey)),
      context(terms(survey)),
      buttons(survey),
      context(answered),
    ],
  };
}

const lead = { reminder: 'A reminder', later: 'You asked for this later' };

/** The direct message that comes later to somebody who has not answered. */
export function nudgeMessage(survey: Survey, kind: keyof typeof lead): Message {
  const text = `${lead[kind]}: *${escapeText(survey.title)}* waits for your answer. ${closesLine(survey)}`;
  return {
    text,
    blocks: [section(`${text}\n${asks(survey)}`), buttons(survey)],
  };
}

/** What stands where a survey asked; the numbers too when the asker shows them. */
export function closedMessage(survey: Survey, results: readonly Answers[]): Message {
  const text = `This survey is closed. ${counted(survey.answered, 'person', 'people')} answered.`;
  const shown = survey.shared && results.length >= ENOUGH ? barBlocks(survey, results).slice(0, 45) : [];
  return {
    text: `${escapeText(survey.title)}\n${text}`,
    blocks: [
      header(survey.title),
      ...sections(text),
      ...shown,
      ...(survey.closedAt === null ? [] : [context(`Closed ${moment(survey.closedAt)}.`)]),
    ],
  };
}

const MOST_AT_HOME = 10;

/** The part of the Home tab with the surveys that wait for its viewer. */
export function homeBlocks(waiting: readonly SurveySummary[]): Blocks {
  if (waiting.length === 0) return [];
  const rest = waiting.length - MOST_AT_HOME;
  return [
    header('Surveys that wait for you'),
    ...waiting
      .slice(0, MOST_AT_HOME)
      .map((survey) =>
        sectionWith(
          `*${escapeText(survey.title)}*\n${closesLine(survey)}`,
          button('Answer', `${ANSWER}/${survey.id}`, survey.id, 'primary'),
        ),
      ),
    ...(rest > 0 ? [context(`And ${counted(rest, 'more', 'more')}.`)] : []),
  ];
}
