import { randomUUID } from 'node:crypto';
import { Conflict } from '../../db/database.ts';
import { bugFileName } from '../../git/names.ts';
import { clean } from '../../slack/text.ts';
import { similar } from '../../text/similar.ts';
import type { Parts } from '../feature.ts';
import { type Alike, type Bug, type BugRow, isOpen, PRIVATE_TITLE, titleOf, withReporters } from './bug.ts';
import { addFlag, type Changer, flagOf, nameOf } from './change.ts';
import { bugPublications } from './publications.ts';
import { bugStore } from './store.ts';

/** What is known of a bug when somebody flags it. */
export type Found = Pick<
  BugRow,
  | 'product'
  | 'release'
  | 'severity'
  | 'story'
  | 'saidBy'
  | 'private'
  | 'sourceId'
  | 'place'
  | 'thread'
  | 'link'
>;

const MOST_ALIKE = 3;
const MOST_TRIES = 20;

/** Open bugs that read like this one; what was said in private is compared with nothing. */
function alikeOf(title: string, others: readonly Bug[]): Alike[] {
  if (title === PRIVATE_TITLE) return [];
  const titled = others.filter((other) => other.title !== PRIVATE_TITLE);
  return similar(title, titled, (other) => other.title, MOST_ALIKE).map(({ item, words }) => ({
    number: item.number,
    title: item.title,
    words,
  }));
}

async function rowOf(parts: Parts, by: Changer, found: Found): Promise<BugRow> {
  const store = bugStore(parts.db, by.workspace);
  const others = (await store.all(found.product)).filter(isOpen);
  const number = await store.nextNumber(found.product);
  const story = clean(found.story).trim();
  const title = found.private ? PRIVATE_TITLE : titleOf(story);
  const now = parts.clock.now();
  return {
    ...found,
    id: randomUUID(),
    workspace: by.workspace,
    number,
    title,
    story,
    status: 'New',
    assignee: null,
    assigneeName: null,
    duplicateOf: null,
    fixedIn: null,
    saidByName: found.saidBy ? await nameOf(parts, by.workspace, found.saidBy) : null,
    path: `bugs/${bugFileName(number, title)}`,
    alike: alikeOf(title, others),
    createdAt: now,
    updatedAt: now,
    triagedAt: null,
    fixes: 0,
    triages: 0,
    changes: 0,
  };
}

/** Logs a bug with its first reporter; what was logged from the same source before gets one reporter more. */
export async function logBug(parts: Parts, by: Changer, found: Found, way: string): Promise<Bug> {
  const store = bugStore(parts.db, by.workspace);
  for (let tries = 1; ; tries += 1) {
    const known = await store.bySource(found.sourceId);
    if (known) return addFlag(parts, by, known.id, way);
    const row = await rowOf(parts, by, found);
    const flag = await flagOf(parts, by, row.id, way);
    const bug = withReporters(row, [flag]);
    try {
      await parts.outbox.save({
        workspace: by.workspace,
        ...(by.once ? { once: by.once } : {}),
        writes: (q) => [
          store.add(q, row),
          store.flag(q, flag),
          store.tell(q, { bug: row.id, at: row.createdAt, name: flag.name, did: 'reported it' }),
        ],
        publications: bugPublications({ bug, original: undefined }, 'log'),
      });
      return bug;
    } catch (error) {
      // Somebody else took the number, or logged the same message: look again.
      if (!(error instanceof Conflict) || tries === MOST_TRIES) throw error;
    }
  }
}
