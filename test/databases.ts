import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe } from 'vitest';
import { systemClock } from '../src/clock.ts';
import type { Db } from '../src/db/database.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { openSqlite } from '../src/db/sqlite.ts';
import { openWorkspaces } from '../src/slack/workspaces.ts';

/** A new, empty, migrated SQLite database in memory. */
export async function freshSqlite(): Promise<Db> {
  const db = openSqlite(':memory:');
  await db.migrate();
  return db;
}

/** A new, empty, migrated schema in the run's PostgreSQL. */
export async function freshPostgres(): Promise<Db> {
  const url = process.env['HERALD_TEST_POSTGRES'];
  if (!url) throw new Error('The test run has no PostgreSQL.');
  const schema = `t_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.end();
  const db = openPostgres(url, schema);
  await db.migrate();
  return db;
}

/** A workspace installs Herald and removes it. */
export async function removedWorkspace(db: Db, id: string): Promise<void> {
  const workspaces = openWorkspaces(db, systemClock, {});
  await workspaces.save({ id, name: id, botUser: 'U9', botId: undefined, installer: undefined }, undefined);
  await workspaces.remove(id);
}

/** Runs the same tests on both databases. */
export const onBoth = (name: string, tests: (fresh: () => Promise<Db>) => void): void => {
  describe.each([
    ['SQLite', freshSqlite],
    ['PostgreSQL', freshPostgres],
  ] as const)(`${name} on %s`, (_dialect, fresh) => tests(fresh));
};
