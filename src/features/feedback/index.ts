import type { Feature } from '../feature.ts';
import { hearMessage } from './hear.ts';
import { commands, keepTyped, presses, shortcuts, submits } from './listen.ts';

export type { About, FeedbackItem, NewFeedback } from './feedback.ts';
export { feedbackOf, feedbackSince, feedbackTally, keepFeedback, quotableFeedback } from './keep.ts';
export type { FeedbackTally, QuotableFeedback } from './tally.ts';

/** What people say about a release, in one shape from every source. */
export const feedback: Feature = {
  name: 'feedback',
  scopes: ['channels:history', 'groups:history', 'im:history'],
  slashCommands: [
    {
      command: '/feedback',
      description: 'Say what works for you and what does not.',
      usageHint: 'what you think | interview | help',
      otherwise: keepTyped,
    },
  ],
  commands,
  shortcuts,
  submits,
  presses,
  events: { message: hearMessage },
};
