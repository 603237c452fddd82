import type { Feature, Parts } from '../feature.ts';
import type { Bug } from './bug.ts';
import { bugStore } from './store.ts';

export { type Bug, bugName, isOpen, isUntriaged } from './bug.ts';

/** The bugs of a product, newest first. */
export const bugsOf = (parts: Parts, workspace: string, product: string): Promise<Bug[]> =>
  bugStore(parts.db, workspace).all(product);

/** What does not work, flagged by people: reporters, triage, and one file each in the repository. */
export const bugs: Feature = {
  name: 'bugs',
  scopes: ['reactions:read', 'channels:history', 'groups:history'],
};
