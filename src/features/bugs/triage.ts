import { Conflict } from '../../db/database.ts';
import { RefusedFields } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { type Bug, bugName, changeOf, decided, isUntriaged, type Triage, triaged } from './bug.ts';
import { bugById, type Change, changing, nameOf } from './change.ts';
import { refusedAt, type TriageEntry } from './modals.ts';
import { askPublications, fixedPublication } from './publications.ts';
import { bugStore } from './store.ts';

/** Everybody who reported a bug, or one that is the same. */
async function everyReporter(parts: Parts, bug: Bug): Promise<string[]> {
  const same = await bugStore(parts.db, bug.workspace).duplicatesOf(bug.id);
  return [...new Set([bug, ...same].flatMap((one) => one.reporters))];
}

/** What a decision about a bug changes; a fix is told to the thread and to every reporter. */
async function changeBy(parts: Parts, bug: Bug, triage: Triage, all: readonly Bug[]): Promise<Change> {
  const made = triaged(bug, triage, parts.clock.now());
  const fixed = made.fixes > bug.fixes;
  const after: Bug = fixed ? { ...made, flags: made.flags.map((flag) => ({ ...flag, solved: null })) } : made;
  const named = (id: string): string => {
    const found = all.find((one) => one.id === id);
    return found ? bugName(found) : id;
  };
  const changes = changeOf(bug, after, named);
  return {
    bug: after,
    writes: (q) => (fixed ? [bugStore(parts.db, bug.workspace).askAgain(q, bug.id)] : []),
    did: changes ? `triaged it. ${changes}.` : 'triaged it.',
    deed: fixed ? 'fix' : 'triage',
    also: [
      ...(after.fixes > 0 ? [fixedPublication(after)] : []),
      ...(fixed ? askPublications(after, await everyReporter(parts, after)) : []),
    ],
  };
}

async function meant(parts: Parts, bug: Bug, entry: TriageEntry, all: readonly Bug[]): Promise<Triage> {
  const { sameAs, ...rest } = entry;
  const target = sameAs === undefined ? undefined : all.find((one) => one.number === sameAs);
  if (sameAs !== undefined && !target) throw new RefusedFields({ same_as: `There is no BUG-${sameAs}.` });
  const assigneeName = entry.assignee ? await nameOf(parts, bug.workspace, entry.assignee) : null;
  return decided(bug, { ...rest, assigneeName, duplicateOf: target?.id ?? null }, all);
}

const readAbout = (about: string): { id: string; opened: number; walking: boolean } => {
  const [id = '', opened = '', walk] = about.split(' ');
  return { id, opened: Number(opened), walking: walk === 'walk' };
};

/** Refuses a decision about a bug that somebody else has decided about since the modal was opened. */
function mustBe(bug: Bug, opened: number): void {
  if (bug.triages !== opened)
    throw new Conflict(
      `Somebody else triaged ${bugName(bug)} while this was open. Nothing was changed. Open it again to see how it stands now.`,
    );
}

/** The bug that a triage modal was opened for. */
export const triagedBug = (parts: Parts, workspace: string, about: string): Promise<Bug> =>
  bugById(parts, workspace, readAbout(about).id);

/** Saves what was entered in "Triage BUG-1", and says whether the person walks through several. */
export async function triageBug(
  parts: Parts,
  acting: Acting,
  about: string,
  entry: TriageEntry,
): Promise<{ readonly bug: Bug; readonly walking: boolean }> {
  const { id, opened, walking } = readAbout(about);
  const bug = await changing(parts, acting, id, async (now) => {
    mustBe(now, opened);
    const all = await bugStore(parts.db, acting.workspace).all(now.product);
    try {
      return await changeBy(parts, now, await meant(parts, now, entry, all), all);
    } catch (error) {
      if (error instanceof RefusedFields) throw refusedAt(now, error.fields);
      throw error;
    }
  });
  return { bug, walking };
}

/** Closes a bug as a duplicate of another; `about` names it and the triage that the modal was opened at. */
export async function callSame(parts: Parts, acting: Acting, about: string, target: string): Promise<void> {
  const { id, opened } = readAbout(about);
  await changing(parts, acting, id, async (bug) => {
    mustBe(bug, opened);
    const all = await bugStore(parts.db, acting.workspace).all(bug.product);
    return changeBy(parts, bug, decided(bug, { ...bug, status: 'Duplicate', duplicateOf: target }, all), all);
  });
}

/** Closes a bug that is none; closed bugs stay as they are. */
export const callNone = (parts: Parts, acting: Acting, id: string): Promise<Bug> =>
  changing(parts, acting, id, async (bug) =>
    bug.status === 'Not a bug'
      ? undefined
      : changeBy(parts, bug, { ...bug, status: 'Not a bug', duplicateOf: null }, []),
  );

/** The bugs of a product that nobody has looked at, the oldest first. */
export const untriaged = async (parts: Parts, workspace: string, product: string): Promise<Bug[]> =>
  (await bugStore(parts.db, workspace).all(product)).filter(isUntriaged).sort((a, b) => a.number - b.number);
