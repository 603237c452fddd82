import {
  actions,
  type Blocks,
  button,
  context,
  header,
  type Message,
  say,
  section,
} from '../../slack/blocks.ts';
import { codePoints, escapeText, oneLine, shorten } from '../../slack/text.ts';
import { type Answers, choicesOf, isText, type Question, valuesOf } from './question.ts';
import { wordsOf } from './results.ts';
import { scoreOf, tally } from './score.ts';
import { ENOUGH, type Survey, type SurveyAnswer, stateOf, surveyName } from './survey.ts';
import { answeredLine, closesLine, counted } from './words.ts';

/** Pressed under the results of a closed survey; the value is the survey's id. */
export const SHARE = 'surveys.share';

const BAR = 20;
/** Characters of all results together; Slack takes about 13,200 in one message. */
const BUDGET = 10_000;
const MOST_QUOTES = 8;
const MOST_QUOTE = 300;
const BESIDE = 24;

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - codePoints(text)));
const safe = (text: string): string => escapeText(oneLine(text).replaceAll('```', "'''"));

/** A bar of twenty signs with its count and percent; a label too long to stand beside it stands above. */
function bars(rows: readonly { label: string; count: number; percent: number }[]): string {
  const beside = Math.max(...rows.map((row) => codePoints(row.label))) <= BESIDE;
  const width = beside ? Math.max(...rows.map((row) => codePoints(row.label))) : 0;
  const digits = Math.max(...rows.map((row) => String(row.count).length));
  return rows
    .map((row) => {
      const filled = Math.round((row.percent / 100) * BAR);
      const drawn = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}  ${String(row.count).padStart(digits)}  ${String(row.percent).padStart(3)}%`;
      return beside
        ? `${safe(row.label)}${pad('', width - codePoints(row.label))}  ${drawn}`
        : `${safe(row.label)}\n${drawn}`;
    })
    .join('\n');
}

function numberLine(question: Question, all: readonly Answers[]): string {
  const given = all.flatMap((answers) => valuesOf(answers, question).map(Number)).sort((a, b) => a - b);
  const [least] = given;
  if (least === undefined) return 'Nobody answered this.';
  const mean = given.reduce((sum, value) => sum + value, 0) / given.length;
  return `Mean ${Math.round(mean * 100) / 100}, from ${least} to ${given.at(-1)} (n = ${given.length})`;
}

function drawn(question: Question, all: readonly Answers[]): string {
  const body =
    question.kind === 'number'
      ? numberLine(question, all)
      : `\`\`\`\n${bars(tally(question, choicesOf(question), all))}\n\`\`\``;
  return `*${escapeText(shorten(question.text, 300))}*\n${body}`;
}

/** The numbers of each question that has any, as bars in text. */
export function barBlocks(survey: Survey, all: readonly Answers[]): Blocks {
  const blocks: Blocks = [];
  let used = 0;
  const questions = survey.questions.filter((question) => !isText(question));
  for (const [at, question] of questions.entries()) {
    const text = drawn(question, all);
    used += codePoints(text);
    if (used > BUDGET || codePoints(text) > 3000) {
      const left = counted(questions.length - at, 'more question', 'more questions');
      blocks.push(context(`${left}: \`/survey export ${surveyName(survey)}\` has all of them.`));
      break;
    }
    blocks.push(section(text));
  }
  return blocks;
}

const quote = (text: string): string => `> ${escapeText(shorten(oneLine(text), MOST_QUOTE))}`;

/** What people wrote, in as many blocks as there are questions of free text. */
function wordBlocks(survey: Survey, all: readonly Answers[]): Blocks {
  const open = survey.questions.filter(isText);
  if (open.length === 0) return [];
  if (all.length < ENOUGH) return [context(`What people wrote is shown from five answers on.`)];
  const most = Math.max(2, Math.floor(MOST_QUOTES / open.length));
  return open.slice(0, 10).map((question) => {
    const words = wordsOf([question], all);
    const rest = words.length - most;
    const lines = words.slice(0, most).map(quote);
    const more = rest > 0 ? [`_and ${rest} more: \`/survey export ${surveyName(survey)}\`_`] : [];
    return section(
      [
        `*${escapeText(shorten(question.text, 300))}*`,
        ...(lines.length > 0 ? lines : ['Nobody answered this.']),
        ...more,
      ].join('\n'),
    );
  });
}

function rate(survey: Survey): string {
  if (survey.toChannel || survey.asked <= 0) return answeredLine(survey, false);
  const percent = Math.round((100 * survey.answered) / survey.asked);
  return `${answeredLine(survey, true)} Response rate ${percent}%.`;
}

/** What may be told of a survey that has too few answers, or undefined when it has enough. */
function tooFew(survey: Survey, all: readonly Answers[]): string | undefined {
  if (survey.answered === 0) return 'Nothing to show yet.';
  if (!survey.anonymous || all.length > 0) return undefined;
  return 'Too few to say: the results of an anonymous survey are shown from five answers on.';
}

/** `/survey results`: the score, the bars, and what people wrote. */
export function resultsMessage(survey: Survey, kept: readonly SurveyAnswer[], share: boolean): Message {
  const all = kept.map((one) => one.answers);
  const late = kept.filter((one) => one.late).length;
  const score = scoreOf(survey.template, survey.questions, all);
  const few = tooFew(survey, all);
  const held = survey.anonymous && !few ? survey.answered - all.length : 0;
  const head = [
    `*${few ?? score?.text ?? counted(all.length, 'answer', 'answers')}*`,
    rate(survey),
    ...(late > 0 ? [`${counted(late, 'answer', 'answers')} came after the release was rolled back.`] : []),
    ...(held > 0
      ? [
          `${counted(held, 'answer is', 'answers are')} held back until five have come, so that nobody can be told apart.`,
        ]
      : []),
  ].join('\n');
  const state = stateOf(survey) === 'closed' ? 'Closed.' : closesLine(survey);
  return {
    text: `${surveyName(survey)} ${escapeText(survey.title)}\n${head}`,
    blocks: [
      header(`${surveyName(survey)} ${survey.title}`),
      section(head),
      ...(few ? [] : [...barBlocks(survey, all), ...wordBlocks(survey, all)].slice(0, 44)),
      context(`${survey.template} about ${escapeText(shorten(survey.about, 200))}. ${state}`),
      ...(share && all.length >= ENOUGH && !survey.shared
        ? [actions(button('Show these numbers to everybody asked', SHARE, survey.id))]
        : []),
    ],
  };
}

/** What whoever reminds by hand is told. */
export const remindedNote = (survey: Survey, reminded: number): Message =>
  say(
    reminded === 0
      ? `Nobody is left to remind of ${surveyName(survey)}: everybody asked by name has answered or was reminded once.`
      : `${counted(reminded, 'person gets', 'people get')} a reminder of ${surveyName(survey)}.`,
  );

/** What whoever shows the numbers is told. */
export const sharedNote = (survey: Survey): Message =>
  say(`The numbers of ${surveyName(survey)} now stand where it was asked.`);
