import type { Feature } from '../feature.ts';
import { LOGBOOK } from '../releases/index.ts';
import { dueForReview } from './home.ts';
import { commands, presses, submits } from './listen.ts';
import { drawLogbook } from './logbook.ts';
import { cardOutcome } from './outcome.ts';

export { type Decision, type DecisionKind, due } from './decision.ts';
export { decisionsDue, decisionsOf } from './find.ts';
export { DECIDE, subjectOf } from './views.ts';

/** Decisions with why, risks, who, and when to look again: the logbook. */
export const decisions: Feature = {
  name: 'decisions',
  scopes: [],
  commands,
  presses,
  submits,
  documents: [{ matches: (path) => path === LOGBOOK, draw: drawLogbook }],
  home: dueForReview,
  outcome: cardOutcome,
};
