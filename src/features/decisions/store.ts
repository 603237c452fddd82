import { and, desc, eq } from 'drizzle-orm';
import type { Db, Queries, Write } from '../../db/database.ts';
import type { Decision } from './decision.ts';
import { decisionTables } from './table.ts';

/** The decisions of one workspace. */
export const decisionStore = (db: Db, workspace: string) => {
  const { decisions } = db.use(decisionTables);
  return {
    /** Newest first. */
    all: (product: string): Promise<Decision[]> =>
      db
        .select()
        .from(decisions)
        .where(and(eq(decisions.workspace, workspace), eq(decisions.product, product)))
        .orderBy(desc(decisions.decidedAt), desc(decisions.id)),
    add: (q: Queries, decision: Decision): Write => q.insert(decisions).values(decision),
  };
};
