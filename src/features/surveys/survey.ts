import type { Question } from './question.ts';
import type { surveyTables } from './table.ts';

/** The survey as it is kept. */
export type Survey = ReturnType<typeof surveyTables>['surveys']['$inferSelect'];
/** Somebody or a channel that is asked. */
export type Asked = ReturnType<typeof surveyTables>['surveyAsked']['$inferSelect'];
/** A direct message that comes later: a reminder, or the survey again after "Later". */
export type Nudge = ReturnType<typeof surveyTables>['surveyNudges']['$inferSelect'];
/** What somebody answered. */
export type SurveyAnswer = ReturnType<typeof surveyTables>['surveyAnswers']['$inferSelect'];

export type Template = 'Release pulse' | 'NPS' | 'CSAT' | 'SUS' | 'Must-have' | 'Custom';
export const TEMPLATES: readonly Template[] = ['Release pulse', 'NPS', 'CSAT', 'SUS', 'Must-have', 'Custom'];

/** What a person enters about a survey. */
export type SurveySettings = {
  readonly title: string;
  readonly template: Template;
  readonly release: string | null;
  /** Channels and people. */
  readonly destinations: readonly string[];
  readonly anonymous: boolean;
  /** Milliseconds since 1970, UTC. */
  readonly closesAt: number;
  readonly sendAt: 'now' | 'nine';
};

/** A survey before it has its number. */
export type NewSurvey = Omit<Survey, 'number'>;

/** From how many answers on results may be shown where people must not be told apart. */
export const ENOUGH = 5;
export const MOST_QUESTIONS = 40;
export const MOST_TITLE = 150;
const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Milliseconds within which nobody is asked by name twice. */
export const COOLDOWN = 3 * DAY;

/** How a survey is named in commands. */
export const surveyName = (survey: Pick<Survey, 'number'>): string => `S${survey.number}`;

/** The number in `S3`, `s3` or `3`; undefined when it is neither. */
export function numberOf(typed: string): number | undefined {
  const [, digits] = /^s?(\d{1,9})$/i.exec(typed.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** A day before it closes, or half-way from when the last people were asked when that is later. */
export const remindAt = (lastSent: number, closesAt: number): number =>
  Math.max(closesAt - DAY, lastSent + (closesAt - lastSent) / 2);

/** Where a survey stands: scheduled until its first message goes out. */
export const stateOf = (survey: Pick<Survey, 'state' | 'sentAt'>): 'open' | 'closed' | 'scheduled' =>
  survey.state === 'closed' ? 'closed' : survey.sentAt === null ? 'scheduled' : 'open';

/** Whether answers are taken at this moment. */
export const takesAnswers = (survey: Pick<Survey, 'state' | 'closesAt'>, now: number): boolean =>
  survey.state === 'open' && (survey.closesAt === null || survey.closesAt > now);

/** Minutes that answering takes: a quarter for a choice, one for free text. */
export const minutesFor = (questions: readonly Question[]): number =>
  Math.max(1, Math.round(questions.reduce((sum, one) => sum + (one.kind === 'long' ? 0.75 : 0.2), 0)));
