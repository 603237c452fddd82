import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Db, Hot, type Write } from '../db/database.ts';
import type { DocumentPublication, MessagePublication, Publication } from './publication.ts';
import { outboxTables } from './table.ts';

let lastPlace = 0;
/** Places in the queue follow the clock, and never repeat within a process. Microseconds since 1970. */
const nextPlace = (now: number): number => {
  lastPlace = Math.max(lastPlace + 1, now * 1000);
  return lastPlace;
};

const p = sql.placeholder;

function messageWrite(db: Db, workspace: string, made: MessagePublication, now: number): Write {
  const { publications } = db.use(outboxTables);
  return new Hot(
    'publications.want',
    (q) =>
      q
        .insert(publications)
        .values({
          id: p('id'),
          workspace: p('workspace'),
          key: p('key'),
          destination: p('destination'),
          threadKey: p('threadKey'),
          threadTs: p('threadTs'),
          message: p('message'),
          group: p('group'),
          asker: p('asker'),
          urgent: p('urgent'),
          state: 'pending',
          wanted: 1,
          standing: 0,
          attempts: 0,
          dueAt: p('dueAt'),
          place: p('place'),
        })
        .onConflictDoUpdate({
          target: [publications.workspace, publications.key],
          set: {
            message: sql`excluded.message`,
            wanted: sql`${publications.wanted} + 1`,
            urgent: sql`excluded.urgent`,
            dueAt: sql`excluded.due_at`,
            // What is on the wire is followed by the new text. What failed is tried anew: people may have mended it.
            state: sql`case when ${publications.state} = 'sending' then 'sending' else 'pending' end`,
            attempts: sql`case when ${publications.state} = 'failed' then 0 else ${publications.attempts} end`,
            failingSince: sql`case when ${publications.state} = 'failed' then null else ${publications.failingSince} end`,
            error: sql`case when ${publications.state} = 'failed' then null else ${publications.error} end`,
          },
        })
        .returning({ id: publications.id }),
    {
      id: randomUUID(),
      workspace,
      key: made.key,
      destination: made.to,
      threadKey: made.thread && 'key' in made.thread ? made.thread.key : null,
      threadTs: made.thread && 'ts' in made.thread ? made.thread.ts : null,
      message: made.message,
      group: made.group ?? null,
      asker: made.asker ?? null,
      urgent: made.urgent ?? false,
      dueAt: made.notBefore ?? now,
      place: nextPlace(now),
    },
  );
}

function documentWrite(
  db: Db,
  workspace: string,
  made: DocumentPublication,
  now: number,
  gathering: number,
): Write {
  const { documents } = db.use(outboxTables);
  return new Hot(
    'documents.want',
    (q) =>
      q
        .insert(documents)
        .values({
          id: p('id'),
          workspace: p('workspace'),
          product: p('product'),
          path: p('path'),
          wanted: 1,
          standing: 0,
          why: p('why'),
          staleSince: p('now'),
          dueAt: p('dueAt'),
          attempts: 0,
        })
        .onConflictDoUpdate({
          target: [documents.product, documents.path],
          set: {
            wanted: sql`${documents.wanted} + 1`,
            why: sql`case when ${documents.wanted} = ${documents.standing} then excluded.why
              when ${documents.why} like '%' || excluded.why || '%' or length(${documents.why}) > 500 then ${documents.why}
              else ${documents.why} || ', ' || excluded.why end`,
            // Whatever kept Herald from it may be mended: what is new is a reason to try again.
            refusal: null,
            staleSince: sql`case when ${documents.wanted} = ${documents.standing} then excluded.stale_since else ${documents.staleSince} end`,
            dueAt: sql`case when ${documents.wanted} = ${documents.standing} then excluded.due_at else ${documents.dueAt} end`,
          },
        }),
    {
      id: randomUUID(),
      workspace,
      product: made.product,
      path: made.path,
      why: made.why,
      now,
      dueAt: now + gathering,
    },
    undefined,
    `${made.product} ${made.path} ${made.why}`,
  );
}

/** Files in one order everywhere, so that two batches at once never wait for each other; messages stay as they came. */
const inOrder = (a: Publication, b: Publication): number => {
  if (a.kind === 'document' && b.kind === 'document') return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
  return a.kind === b.kind ? 0 : a.kind === 'message' ? -1 : 1;
};

/**
 * The writes that put publications into the outbox, for the same batch as the record they belong to. Changes to files
 * are gathered for some milliseconds before they become a commit.
 */
export const publish = (
  db: Db,
  workspace: string,
  publications: readonly Publication[],
  now: number,
  gathering: number,
): Write[] =>
  publications
    .toSorted(inOrder)
    .map((made) =>
      made.kind === 'message'
        ? messageWrite(db, workspace, made, now)
        : documentWrite(db, workspace, made, now, gathering),
    );
