import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { mergeDocument } from '../git/document.ts';
import { joinPath } from '../git/names.ts';
import type { Rendered, Repository, WriteOutcome } from '../git/repository.ts';
import { type Conflict, mergeSections } from '../git/sections.ts';
import type { Log } from '../log.ts';
import type { BegunRow, DocumentRow, DocumentStore } from './document-store.ts';
import type { DrawnDocument } from './publication.ts';

/** Where a product's documents go. */
export type DocumentsHome = { readonly repository: Repository; readonly folder: string };

/** What a person must hear about a product's repository. */
export type DocumentNews =
  | { readonly kind: 'conflict'; readonly path: string; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'removed'; readonly path: string; readonly sections: readonly string[] }
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string }
  | { readonly kind: 'blocked'; readonly reason: string }
  | {
      readonly kind: 'written';
      readonly commit: string;
      readonly paths: readonly string[];
      readonly message: string;
    };

type Given = {
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Undefined while the product has no repository: its files wait. */
  readonly home: (workspace: string, product: string) => Promise<DocumentsHome | undefined>;
  /** Draws a file from the record; undefined when nothing should stand there any more. */
  readonly draw: (workspace: string, product: string, path: string) => Promise<DrawnDocument | undefined>;
  readonly news: (workspace: string, product: string, news: DocumentNews) => Promise<void>;
};

type Base = { product: string; path: string; section: string; base: string };
type Merge = { bases: Base[]; conflicts: Conflict[]; removed: string[] };

const FRONT = 'front:';
const MOST_SUBJECT = 72;
/** How many times as long as its files took to draw a product rests before its next commit. */
const REST = 20;

/** A Conventional Commit message for what happened: a short subject, all of it in the body when it is long. */
export const commitMessage = (rows: readonly DocumentRow[]): string => {
  const reasons = [...new Set(rows.flatMap((row) => row.why.split(', ')))].join(', ');
  const subject = `docs(release): ${reasons}`;
  if (subject.length <= MOST_SUBJECT) return subject;
  return `docs(release): ${reasons.split(', ')[0]?.slice(0, 50) ?? 'update'} and more\n\n${reasons}`;
};

const later = (attempts: number): number =>
  Math.round(Math.min(900_000, 1000 * 2 ** attempts) * (0.5 + Math.random() / 2));

/** The commit that was begun and whose outcome is not known: it is tried again as it was, so that it is found. */
const begunBefore = (rows: readonly DocumentRow[]): BegunRow[] | undefined => {
  const operation = rows.find((row) => row.operation)?.operation;
  if (!operation) return undefined;
  return rows
    .filter((row) => row.operation === operation)
    .map((row) => ({ ...row, operation, begun: row.begun ?? row.wanted }));
};

/**
 * Writes stale documents: all pending files of one product become one commit. After drawing took this process some
 * time, the product rests twenty times as long, so that a flood of small changes costs the process at most a
 * twentieth of its time, however much there is to draw from.
 */
export function documentWriter(given: Given) {
  const { store, clock, log } = given;
  const writing = new Map<string, Promise<void>>();
  /** When each product may be drawn again, in this process's own milliseconds. */
  const rested = new Map<string, number>();

  const merged = async (
    row: DocumentRow,
    drawn: DrawnDocument,
    current: string | undefined,
    merge: Merge,
  ): Promise<Rendered> => {
    const known = await store.bases(row.product, row.path);
    const request = {
      current,
      wanted: drawn.sections,
      base: new Map([...known].filter(([section]) => !section.startsWith(FRONT))),
      template: drawn.heading,
      placement: drawn.placement,
    };
    const keys = new Map(
      [...known].flatMap(([section, base]) =>
        section.startsWith(FRONT) ? [[section.slice(FRONT.length), base] as const] : [],
      ),
    );
    const result = drawn.frontMatter
      ? await mergeDocument({ ...request, frontMatter: { values: drawn.frontMatter, base: keys } })
      : { ...(await mergeSections(request)), keys: new Map<string, string>(), keyConflicts: [] };
    if (result.refusal !== undefined) return { kind: 'refuse', reason: result.refusal };
    const place = { product: row.product, path: row.path };
    // Replaced on each call: only the merge with the newest text counts.
    merge.bases = [
      ...[...result.written].map(([section, base]) => ({ ...place, section, base })),
      ...[...result.keys].map(([key, base]) => ({ ...place, section: FRONT + key, base })),
    ];
    merge.conflicts = [...result.conflicts, ...result.keyConflicts];
    merge.removed = result.tombstones;
    return result.text === undefined ? { kind: 'keep' } : { kind: 'write', text: result.text };
  };

  const settled = async (
    rows: readonly BegunRow[],
    merges: ReadonlyMap<string, Merge>,
    outcome: Extract<WriteOutcome, { outcome: 'ok' }>,
    folder: string,
    message: string,
  ): Promise<void> => {
    const refused = new Map(outcome.refused.map((file) => [file.path, file.reason]));
    const fine = rows.filter((row) => !refused.has(joinPath(folder, row.path)));
    const written = new Set(outcome.written);
    await store.stood(
      fine,
      written.size > 0 ? outcome.commit : undefined,
      fine.flatMap((row) => merges.get(row.path)?.bases ?? []),
    );
    for (const row of rows) {
      const reason = refused.get(joinPath(folder, row.path));
      const merge = merges.get(row.path);
      if (reason !== undefined) {
        await store.refuse(row, reason);
        await given.news(row.workspace, row.product, { kind: 'refused', path: row.path, reason });
      }
      if (merge && merge.conflicts.length > 0)
        await given.news(row.workspace, row.product, {
          kind: 'conflict',
          path: row.path,
          conflicts: merge.conflicts,
        });
      if (merge && merge.removed.length > 0)
        await given.news(row.workspace, row.product, {
          kind: 'removed',
          path: row.path,
          sections: merge.removed,
        });
    }
    const [first] = rows;
    if (first && written.size > 0 && outcome.commit)
      await given.news(first.workspace, first.product, {
        kind: 'written',
        commit: outcome.commit,
        paths: outcome.written,
        message,
      });
  };

  const begin = async (product: string, rows: readonly DocumentRow[]): Promise<BegunRow[]> => {
    const operation = randomUUID();
    const batch: BegunRow[] = [];
    const started = performance.now();
    for (const row of rows) {
      const drawn = (await given.draw(row.workspace, product, row.path)) ?? null;
      batch.push({ ...row, operation, drawn, begun: row.wanted });
    }
    const ended = performance.now();
    rested.set(product, ended + REST * (ended - started));
    await store.begin(batch);
    return batch;
  };

  const write = async (product: string, rows: readonly DocumentRow[]): Promise<void> => {
    const [first] = rows;
    if (!first) return;
    const home = await given.home(first.workspace, product);
    if (!home) return store.later(product, clock.now() + 60_000);
    const batch = begunBefore(rows) ?? (await begin(product, rows));
    const merges = new Map<string, Merge>();
    const changes = batch.flatMap((row) => {
      const { drawn } = row;
      if (!drawn) return [];
      const merge: Merge = { bases: [], conflicts: [], removed: [] };
      merges.set(row.path, merge);
      const render = (current: string | undefined) => merged(row, drawn, current, merge);
      return [{ path: joinPath(home.folder, row.path), render }];
    });
    // What nobody draws any more needs no commit.
    if (changes.length === 0) return store.stood(batch, undefined, []);
    const message = commitMessage(batch);
    const outcome = await home.repository.write({
      changes,
      message,
      operationIds: batch.slice(0, 1).map((row) => row.operation),
      at: first.staleSince,
    });
    if (outcome.outcome === 'ok') return settled(batch, merges, outcome, home.folder, message);
    log.warn(
      { product, outcome: outcome.outcome, reason: outcome.reason },
      'the repository could not be written',
    );
    const attempts = Math.max(...batch.map((row) => row.attempts));
    await store.later(product, clock.now() + (outcome.retryAfterMs ?? later(attempts)));
    const stuck = ['policy', 'auth', 'refused', 'local'].includes(outcome.outcome);
    if (attempts === (stuck ? 0 : 8))
      await given.news(first.workspace, product, { kind: 'blocked', reason: outcome.reason });
  };

  return {
    /** Starts a commit for each product that has something to write. */
    async pump(): Promise<void> {
      for (const [product, rows] of await store.due(clock.now())) {
        if (writing.has(product) || performance.now() < (rested.get(product) ?? 0)) continue;
        const done = write(product, rows)
          .catch(async (error: unknown) => {
            log.error({ err: error, product }, 'the documents could not be written');
            await store.later(product, clock.now() + later(rows[0]?.attempts ?? 0));
          })
          .finally(() => writing.delete(product));
        writing.set(product, done);
      }
    },
    /** Answers when no commit is being made. */
    async landed(): Promise<void> {
      while (writing.size > 0) await Promise.all(writing.values());
    },
  };
}
