import type { Db } from './database.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

/** Opens the database that `DATABASE_URL` names: `file:./data/herald.db` or `postgres://…`. */
export const openDatabase = (url: string): Db =>
  /^postgres(ql)?:\/\//.test(url) ? openPostgres(url) : openSqlite(url.replace(/^file:(\/\/)?/, ''));
