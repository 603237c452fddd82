import type { Feature, Parts } from '../feature.ts';
import type { Bug } from './bug.ts';
import { bugDocument, bugListDocument } from './documents.ts';
import { cardOutcome, events } from './hear.ts';
import { commands, presses, shortcuts, slashCommand, submits } from './listen.ts';
import { bugStore } from './store.ts';
import { homeBlocks } from './views.ts';

export {
  type Bug,
  bugName,
  bySeverity,
  isOpen,
  isUntriaged,
  SEVERITIES,
  type Severity,
  type Status,
} from './bug.ts';

/** The bugs of a product, newest first. */
export const bugsOf = (parts: Parts, workspace: string, product: string): Promise<Bug[]> =>
  bugStore(parts.db, workspace).all(product);

/** What does not work, flagged by people: reporters, triage, and one file each in the repository. */
export const bugs: Feature = {
  name: 'bugs',
  scopes: ['reactions:read', 'channels:history', 'groups:history', 'im:history'],
  slashCommands: [slashCommand],
  commands,
  shortcuts,
  presses,
  submits,
  events,
  documents: [bugDocument, bugListDocument],
  outcome: cardOutcome,
  home: async (parts, viewer) => homeBlocks(await bugStore(parts.db, viewer.workspace).all(), viewer.user),
};
