import { moment, person } from '../../slack/blocks.ts';
import type { Survey } from './survey.ts';

/** "1 person", "2 people". */
export const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** How many have answered, out of how many when people are asked by name. */
export function answeredLine(survey: Pick<Survey, 'answered' | 'asked'>, named: boolean): string {
  if (survey.answered === 0) return 'Nobody has answered yet.';
  const verb = survey.answered === 1 ? 'has' : 'have';
  return named
    ? `${survey.answered} of ${survey.asked} ${verb} answered.`
    : `${survey.answered} ${verb} answered.`;
}

/** When it closes, as mrkdwn. */
export const closesLine = (survey: Pick<Survey, 'closesAt'>): string =>
  survey.closesAt === null
    ? 'It stays open until somebody closes it.'
    : `It closes ${moment(survey.closesAt)}.`;

/** Exactly who can see what, said before anybody answers. */
export function privacy(survey: Survey): string {
  if (!survey.anonymous)
    return `*Who sees this:* ${person(survey.author)} and the people with a role in the product see your answers with your name. The repository and the digest get numbers only, from five answers on. You can change your answers until the survey closes. ${closesLine(survey)}`;
  return `*Who sees this:* this survey is anonymous. Herald keeps no link between you and your answers, so nobody can look it up, not even an administrator. Only somebody who runs the server and records all that it writes while people answer could work it out. Until the survey closes Herald knows that you have answered, so that nobody answers twice. Results are shown from five answers on. What you write is shown word for word. You cannot change your answers afterwards. ${closesLine(survey)}`;
}
