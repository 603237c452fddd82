import type { Db } from './database.ts';

/**
 * Opens the database that `DATABASE_URL` names: `file:./data/herald.db` or `postgres://…`. Only the driver that is
 * needed is loaded.
 */
export async function openDatabase(url: string): Promise<Db> {
  if (/^postgres(ql)?:\/\//.test(url)) return (await import('./postgres.ts')).openPostgres(url);
  return (await import('./sqlite.ts')).openSqlite(url.replace(/^file:(\/\/)?/, ''));
}
