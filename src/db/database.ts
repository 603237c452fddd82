import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Columns } from './columns.ts';

/** What a store may do on either dialect: build queries and await them. */
export type Queries = Pick<
  PgDatabase<PgQueryResultHKT>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'
>;

/** A query built once with placeholders and run often with values. */
export type Prepared<Row> = { execute(values?: Record<string, unknown>): PromiseLike<Row[]> };

/** Anything drizzle can prepare: the finished select, insert, update or delete. */
export type Preparable<Row> = PromiseLike<Row[]> & { prepare(name: string): { execute: unknown } };

/** One write of an atomic batch. */
export type Write = PromiseLike<unknown> | Changed | Hot;

/** A write that must touch a row, or else the whole batch is undone with what `otherwise` makes. */
export class Changed {
  readonly query: PromiseLike<unknown[]>;
  readonly otherwise: () => Error;
  constructor(query: PromiseLike<unknown[]>, otherwise: () => Error) {
    this.query = query;
    this.otherwise = otherwise;
  }
}

/** A write that is prepared once under its name and then run with values: for the paths a person waits on. */
export class Hot {
  readonly name: string;
  readonly build: (q: Queries) => PromiseLike<unknown>;
  readonly values: Record<string, unknown>;
  /** The error that undoes the batch when the write touches no row; left out, that is fine. */
  readonly otherwise: (() => Error) | undefined;
  /** Names what the write does: within one commit, doing it once is as good as doing it often. */
  readonly same: string | undefined;
  constructor(
    name: string,
    build: (q: Queries) => PromiseLike<unknown>,
    values: Record<string, unknown>,
    otherwise?: () => Error,
    same?: string,
  ) {
    this.name = name;
    this.build = build;
    this.values = values;
    this.otherwise = otherwise;
    this.same = same;
  }
}

/** Somebody else changed the record first. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  constructor(
    message = 'Somebody else changed this at the same moment. Open it again to see how it stands now.',
  ) {
    super(message);
  }
}

/** The same submit, event or press was handled before; its effect stands already. */
export class Repeated extends Error {
  override readonly name = 'Repeated';
}

/** Marks an `update … returning()` or `insert … returning()` that must touch a row; the batch is undone otherwise. */
export const changed = (
  query: PromiseLike<unknown[]>,
  otherwise: () => Error = () => new Conflict(),
): Write => new Changed(query, otherwise);

/** How many rows a write touched, as the drivers say it: by the rows it returns, or by their number. */
const touched = (result: unknown): number => {
  if (Array.isArray(result)) return result.length;
  if (typeof result !== 'object' || result === null) return 0;
  return Number(Reflect.get(result, 'changes') ?? Reflect.get(result, 'rowCount') ?? 0);
};

/** Undoes the batch when a write that must touch a row touched none. */
export const ensure = (result: unknown, otherwise: () => Error): void => {
  if (touched(result) === 0) throw otherwise();
};

/** An open database of either dialect. */
export interface Db extends Queries {
  readonly dialect: 'sqlite' | 'postgres';
  /** A feature's tables in this dialect, built once for each definition. */
  use<T extends object>(define: (c: Columns) => T): T;
  /** Runs the writes in order, all or none, and answers when they are on disk. */
  atomically(build: (q: Queries) => Write[]): Promise<void>;
  /** A read prepared once under its name; unprepared reads cost fourteen times as much. */
  prepared<Row>(name: string, build: (q: Queries) => Preparable<Row>): Prepared<Row>;
  /** Brings the tables to this version. Safe when several processes start at once. */
  migrate(): Promise<void>;
  /** Answers when the database can be read and written. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Builds each definition once, so that every store of a process shares the same table objects. */
export const tableCache = (columns: Columns): Db['use'] => {
  const built = new Map<unknown, object>();
  return <T extends object>(define: (c: Columns) => T): T => {
    const known = built.get(define);
    if (known) return known as T;
    const made = define(columns);
    built.set(define, made);
    return made;
  };
};
