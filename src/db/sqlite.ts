import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { sqliteColumns } from './columns.ts';
import {
  Changed,
  type Db,
  ensure,
  Hot,
  type Preparable,
  type Prepared,
  type Queries,
  tableCache,
  type Write,
} from './database.ts';
import { hotRunner } from './hot.ts';
import { migrationsFolder } from './migrations.ts';

type Sync = { run(): void; all(): unknown[] };
type Batch = { build: (q: Queries) => Write[]; resolve: () => void; reject: (error: unknown) => void };

/** Milliseconds that writes are gathered for one commit when they come thick. */
const GATHERING = 4;

/**
 * Opens one SQLite file in WAL mode with `synchronous=FULL`, so that what is committed survives a power cut.
 * Batches that arrive in the same moment share one commit: many people at once wait for one write to
 * disk, and one refused batch undoes nothing of the others.
 */
export function openSqlite(file: string): Db {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const client = new Database(file, { timeout: 1000 });
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  const db = drizzle(client);
  const queries = db as unknown as Queries;
  const runHot = hotRunner(client, queries);

  const runWrite = (write: Write): void => {
    if (write instanceof Changed) ensure((write.query as unknown as Sync).all(), write.otherwise);
    else if (write instanceof Hot) {
      const result = runHot(write);
      if (write.otherwise) ensure(result, write.otherwise);
    } else (write as unknown as Sync).run();
  };
  const runBatch = (batch: Batch): void => {
    for (const write of batch.build(queries)) runWrite(write);
  };
  /** All of them are kept or none, so what is the same in several is done once. */
  const runAll = (batches: readonly Batch[]): void => {
    const done = new Set<string>();
    for (const batch of batches)
      for (const write of batch.build(queries)) {
        const same = write instanceof Hot ? write.same : undefined;
        if (same !== undefined && done.has(same)) continue;
        runWrite(write);
        if (same !== undefined) done.add(same);
      }
  };

  let waiting: Batch[] = [];
  const commitAll = client.transaction(runAll);
  const aside = client.transaction(runBatch);
  const commitFine = client.transaction((batches: readonly Batch[], failures: Map<Batch, unknown>) => {
    for (const batch of batches) {
      try {
        aside(batch);
      } catch (error) {
        failures.set(batch, error);
      }
    }
  });
  /** Most often all is well, so savepoints are set only after something was refused; answers with what failed. */
  const committed = (batches: readonly Batch[]): Map<Batch, unknown> => {
    const failures = new Map<Batch, unknown>();
    try {
      commitAll.immediate(batches);
    } catch {
      try {
        commitFine.immediate(batches, failures);
      } catch (error) {
        for (const batch of batches) failures.set(batch, failures.get(batch) ?? error);
      }
    }
    return failures;
  };
  let lastFlush = 0;
  const flush = (): void => {
    const batches = waiting;
    waiting = [];
    if (batches.length === 0) return;
    const failures = committed(batches);
    for (const batch of batches) {
      if (failures.has(batch)) batch.reject(failures.get(batch));
      else batch.resolve();
    }
    lastFlush = performance.now();
  };
  /** At once when little happens; a moment later when the last commit has just been made. */
  const flushSoon = (): void => {
    if (performance.now() - lastFlush > GATHERING) setImmediate(flush);
    else setTimeout(flush, GATHERING);
  };

  return {
    select: db.select.bind(db) as unknown as Db['select'],
    selectDistinct: db.selectDistinct.bind(db) as unknown as Db['selectDistinct'],
    insert: db.insert.bind(db) as unknown as Db['insert'],
    update: db.update.bind(db) as unknown as Db['update'],
    delete: db.delete.bind(db) as unknown as Db['delete'],
    dialect: 'sqlite',
    use: tableCache(sqliteColumns),
    atomically: (build) =>
      new Promise<void>((resolve, reject) => {
        if (waiting.push({ build, resolve, reject }) === 1) flushSoon();
      }),
    prepared: <Row>(name: string, build: (q: Queries) => Preparable<Row>): Prepared<Row> =>
      build(queries).prepare(name) as Prepared<Row>,
    migrate: async () => migrate(db, { migrationsFolder: migrationsFolder('sqlite') }),
    check: async () => {
      client.prepare('select 1').get();
      if (client.readonly) throw new Error(`${file} cannot be written`);
    },
    close: async () => {
      flush();
      client.close();
    },
  };
}
