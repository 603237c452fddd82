import { sql } from 'drizzle-orm';
import { type Db, Hot, Repeated, type Write } from '../db/database.ts';
import { slackTables } from './table.ts';

/** A write that undoes its batch with `Repeated` when the same act was done before. */
export const once = (db: Db, name: string, now: number): Write => {
  const { seen } = db.use(slackTables);
  return new Hot(
    'seen.insert',
    (q) =>
      q
        .insert(seen)
        .values({ id: sql.placeholder('id'), at: sql.placeholder('at') })
        .onConflictDoNothing(),
    { id: name, at: now },
    () => new Repeated(name),
  );
};
