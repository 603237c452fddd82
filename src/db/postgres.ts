import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { postgresColumns } from './columns.ts';
import {
  Changed,
  type Db,
  ensure,
  Hot,
  type Prepared,
  type Queries,
  tableCache,
  type Write,
} from './database.ts';
import { migrationsFolder } from './migrations.ts';

/** One number for the whole of Herald: replicas that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_340_912;

type AsyncPrepared = { execute(values?: Record<string, unknown>): Promise<unknown> };

const runWrite = async (q: Queries, write: Write): Promise<void> => {
  if (write instanceof Changed) ensure(await write.query, write.otherwise);
  else if (write instanceof Hot) {
    const statement = (write.build(q) as unknown as { prepare(name: string): AsyncPrepared }).prepare(
      write.name,
    );
    const rows = await statement.execute(write.values);
    if (write.otherwise) ensure(rows, write.otherwise);
  } else await write;
};

/** How often a batch is tried when the database undoes it because two waited for each other. */
const MOST_TRIES = 5;

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && (Reflect.get(error, 'code') === '40P01' || isDeadlock(error.cause));

/** Opens a PostgreSQL database by its URL; `schema` keeps several Heralds, or tests, apart in one database. */
export function openPostgres(url: string, schema?: string): Db {
  const options = schema ? `-c search_path=${schema}` : undefined;
  const pool = new pg.Pool({ connectionString: url, max: 10, ...(options ? { options } : {}) });
  // A dropped idle connection is replaced on the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  const db = drizzle(pool);
  return {
    select: db.select.bind(db) as Db['select'],
    selectDistinct: db.selectDistinct.bind(db) as Db['selectDistinct'],
    insert: db.insert.bind(db),
    update: db.update.bind(db),
    delete: db.delete.bind(db),
    dialect: 'postgres',
    use: tableCache(postgresColumns),
    atomically: async (build) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await db.transaction(async (tx) => {
            for (const write of build(tx)) await runWrite(tx, write);
          });
        } catch (error) {
          if (tries === MOST_TRIES || !isDeadlock(error)) throw error;
        }
      }
    },
    prepared: <Row>(name: string, build: Parameters<Db['prepared']>[1]): Prepared<Row> =>
      build(db).prepare(name) as Prepared<Row>,
    migrate: async () => {
      const client = await pool.connect();
      try {
        await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
        await migrate(drizzle(client), {
          migrationsFolder: migrationsFolder('postgres'),
          ...(schema ? { migrationsSchema: schema } : {}),
        });
      } finally {
        await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
        client.release();
      }
    },
    check: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}
