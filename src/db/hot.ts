import type Database from 'better-sqlite3';
import { is, Param, Placeholder } from 'drizzle-orm';
import type { Hot, Queries } from './database.ts';

type Built = { prepare(): { getQuery(): { sql: string; params: unknown[] } } };
type Values = Readonly<Record<string, unknown>>;

const given = (values: Values, name: string): unknown => {
  if (name in values) return values[name];
  throw new Error(`A prepared write has no value for "${name}".`);
};

/** How one parameter is made of the values of a write. */
const filler = (param: unknown): ((values: Values) => unknown) => {
  if (is(param, Placeholder)) return (values) => given(values, param.name);
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder } = param;
    const { name } = param.value;
    return (values) => encoder.mapToDriverValue(given(values, name));
  }
  return () => param;
};

/** Runs hot writes on SQLite. What drizzle works out for each run is worked out once for each write. */
export function hotRunner(client: Database.Database, queries: Queries): (write: Hot) => unknown {
  const known = new Map<string, (values: Values) => unknown>();
  const prepare = (write: Hot) => {
    const { sql, params } = (write.build(queries) as unknown as Built).prepare().getQuery();
    const statement = client.prepare(sql);
    const fillers = params.map(filler);
    const filled = (values: Values) => fillers.map((fill) => fill(values));
    return statement.reader
      ? (values: Values) => statement.all(filled(values))
      : (values: Values) => statement.run(filled(values));
  };
  return (write) => {
    let run = known.get(write.name);
    if (!run) {
      run = prepare(write);
      known.set(write.name, run);
    }
    return run(write.values);
  };
}
