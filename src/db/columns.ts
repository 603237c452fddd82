import * as pg from 'drizzle-orm/pg-core';
import * as lite from 'drizzle-orm/sqlite-core';

/** The column vocabulary that every table is written in, typed as PostgreSQL, the narrower of the two dialects. */
export const postgresColumns = {
  table: pg.pgTable,
  text: (name: string) => pg.text(name),
  integer: (name: string) => pg.integer(name),
  real: (name: string) => pg.doublePrecision(name),
  bool: (name: string) => pg.boolean(name),
  /** Milliseconds since 1970, UTC. */
  time: (name: string) => pg.bigint(name, { mode: 'number' }),
  json: <T>(name: string) => pg.jsonb(name).$type<T>(),
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
};
export type Columns = typeof postgresColumns;

/** The same vocabulary on SQLite: the one cast of the database layer, so that queries read alike on both. */
export const sqliteColumns = {
  table: lite.sqliteTable,
  text: (name: string) => lite.text(name),
  integer: (name: string) => lite.integer(name),
  real: (name: string) => lite.real(name),
  bool: (name: string) => lite.integer(name, { mode: 'boolean' }),
  time: (name: string) => lite.integer(name),
  json: (name: string) => lite.text(name, { mode: 'json' }),
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
} as unknown as Columns;
