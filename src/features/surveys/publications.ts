import type { MessagePublication, Publication } from '../../outbox/publication.ts';
import type { Message } from '../../slack/blocks.ts';
import type { Answers } from './question.ts';
import type { Asked, Nudge, Survey } from './survey.ts';
import { closedMessage, surveyMessage } from './views-message.ts';

/** What the messages of one survey belong to. */
export const groupOf = (survey: Pick<Survey, 'id'>): string => `survey:${survey.id}`;

/** The survey whose group this is. */
export const surveyOfGroup = (group: string | null): string | undefined =>
  /^survey:(?<id>[^:]+)$/.exec(group ?? '')?.groups?.['id'];

const standing = (survey: Survey, results: readonly Answers[], named: boolean): Message =>
  survey.state === 'closed' ? closedMessage(survey, results) : surveyMessage(survey, named);

/** The message at each destination that has one, as it should be now; `results` are shown when they are shared. */
export function surveyPublications(
  survey: Survey,
  asked: readonly Asked[],
  results: readonly Answers[] = [],
): Publication[] {
  const message = standing(survey, results, !survey.toChannel);
  return asked
    .filter((one) => one.sentAt !== null && one.failed === null)
    .map((one) => ({
      kind: 'message',
      key: `survey:${survey.id}:${one.destination}`,
      to: one.destination,
      message,
      group: groupOf(survey),
    }));
}

/** The direct messages that came later, as they should be now. */
export const nudgePublication = (survey: Survey, nudge: Nudge, message: Message): MessagePublication => ({
  kind: 'message',
  key: `survey:${survey.id}:${nudge.kind}:${nudge.kind === 'later' ? `${nudge.dueAt}:` : ''}${nudge.person}`,
  to: nudge.person,
  message,
});
