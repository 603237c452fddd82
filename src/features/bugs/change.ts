import { randomUUID } from 'node:crypto';
import { Conflict, type Queries, type Write } from '../../db/database.ts';
import type { Publication } from '../../outbox/publication.ts';
import { Refused } from '../../slack/errors.ts';
import type { Parts } from '../feature.ts';
import { afterFlag, type Bug, type ReporterRow, withReporters } from './bug.ts';
import { bugPublications, type Drawn } from './publications.ts';
import { bugStore } from './store.ts';

/** Who changes a bug; `once` names the act, where it may arrive twice. */
export type Changer = { readonly workspace: string; readonly user: string; readonly once?: string };

/** What becomes of a bug. */
export type Change = {
  readonly bug: Bug;
  readonly writes?: (q: Queries) => Write[];
  /** For the history, as a sentence that follows the person's name. */
  readonly did: string;
  /** For the commit message, a verb: "triage". */
  readonly deed: string;
  readonly also?: readonly Publication[];
};

const MOST_TRIES = 20;

/** The bug of an id that came back from Slack; refuses when it is not of this workspace. */
export async function bugById(parts: Parts, workspace: string, id: string): Promise<Bug> {
  const found = await bugStore(parts.db, workspace).find(id);
  if (!found) throw new Refused('This bug does not exist any more.');
  return found;
}

/** The name of a person, for what is kept and written. */
export const nameOf = async (parts: Parts, workspace: string, user: string): Promise<string> =>
  (await parts.lookups.person(workspace, user))?.name ?? user;

/** A bug with what its card needs to know of others. */
export async function drawn(parts: Parts, bug: Bug): Promise<Drawn> {
  const original = bug.duplicateOf
    ? (await bugStore(parts.db, bug.workspace).find(bug.duplicateOf))?.number
    : undefined;
  return { bug, original };
}

/**
 * Changes a bug together with its card and files, as it is at this moment: when somebody else changes it meanwhile,
 * `decide` is asked again. Undefined changes nothing.
 */
export async function changing(
  parts: Parts,
  by: Changer,
  id: string,
  decide: (bug: Bug) => Promise<Change | undefined>,
): Promise<Bug> {
  const store = bugStore(parts.db, by.workspace);
  const name = await nameOf(parts, by.workspace, by.user);
  for (let tries = 1; ; tries += 1) {
    const change = await decide(await bugById(parts, by.workspace, id));
    if (!change) return bugById(parts, by.workspace, id);
    const at = parts.clock.now();
    const bug = { ...change.bug, updatedAt: at };
    const publications = [...bugPublications(await drawn(parts, bug), change.deed), ...(change.also ?? [])];
    try {
      await parts.outbox.save({
        workspace: by.workspace,
        ...(by.once ? { once: by.once } : {}),
        writes: (q) => [
          store.change(q, bug),
          ...(change.writes?.(q) ?? []),
          store.tell(q, { bug: id, at, name, did: change.did }),
        ],
        publications,
      });
      return bug;
    } catch (error) {
      if (!(error instanceof Conflict) || tries === MOST_TRIES) throw error;
    }
  }
}

/** A flag of a person on a bug; `way` is the emoji, or "form". */
export async function flagOf(parts: Parts, by: Changer, bug: string, way: string): Promise<ReporterRow> {
  return {
    id: randomUUID(),
    workspace: by.workspace,
    bug,
    person: by.user,
    name: await nameOf(parts, by.workspace, by.user),
    by: way,
    at: parts.clock.now(),
    solved: null,
  };
}

/** Counts a person as a reporter, once for each way; what was withdrawn comes back. */
export const addFlag = (parts: Parts, by: Changer, id: string, way: string): Promise<Bug> =>
  changing(parts, by, id, async (bug) => {
    if (bug.flags.some((flag) => flag.person === by.user && flag.by === way)) return undefined;
    const flag = await flagOf(parts, by, id, way);
    const again = bug.status === 'Withdrawn';
    return {
      bug: withReporters({ ...bug, status: afterFlag(bug) }, [...bug.flags, flag]),
      writes: (q) => [bugStore(parts.db, by.workspace).flag(q, flag)],
      did: again ? 'flagged it again' : 'flagged it too',
      deed: again ? 'bring back' : 'count reporters of',
    };
  });
