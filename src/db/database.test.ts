import { eq, sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { onBoth } from '../../test/databases.ts';
import { jobTables } from '../jobs/table.ts';
import { outboxTables } from '../outbox/table.ts';
import { Conflict, changed, type Db, Hot, type Queries } from './database.ts';

onBoth('the database', (fresh) => {
  let db: Db;
  afterEach(() => db.close());

  it('keeps all writes of a batch or none', async () => {
    db = await fresh();
    const { jobs } = db.use(jobTables);
    await db.atomically((q) => [q.insert(jobs).values({ name: 'a', nextAt: 1 })]);
    const twice = db.atomically((q) => [
      q.insert(jobs).values({ name: 'b', nextAt: 1 }),
      changed(
        q.update(jobs).set({ nextAt: 2 }).where(eq(jobs.name, 'nobody')).returning({ name: jobs.name }),
      ),
    ]);
    await expect(twice).rejects.toBeInstanceOf(Conflict);
    expect((await db.select().from(jobs)).map((row) => row.name)).toEqual(['a']);
  });

  it('lets one of two people win, and undoes nothing of the others in the same turn', async () => {
    db = await fresh();
    const { jobs } = db.use(jobTables);
    await db.insert(jobs).values({ name: 'a', nextAt: 1 });
    const take = (by: number) =>
      db.atomically((q) => [
        changed(q.update(jobs).set({ nextAt: by }).where(eq(jobs.nextAt, 1)).returning({ name: jobs.name })),
        q.insert(jobs).values({ name: `won ${by}`, nextAt: by }),
      ]);
    const other = db.atomically((q) => [q.insert(jobs).values({ name: 'other', nextAt: 9 })]);
    const results = await Promise.allSettled([take(2), take(3), other]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    const names = (await db.select().from(jobs)).map((row) => row.name);
    expect(names).toContain('other');
    expect(names.filter((name) => name.startsWith('won'))).toHaveLength(1);
  });

  it('does every batch even when they take the same rows in another order', async () => {
    db = await fresh();
    const { jobs } = db.use(jobTables);
    await db.insert(jobs).values([
      { name: 'a', nextAt: 0 },
      { name: 'b', nextAt: 0 },
    ]);
    const count = (q: Queries, name: string) =>
      q
        .update(jobs)
        .set({ nextAt: sql`${jobs.nextAt} + 1` })
        .where(eq(jobs.name, name));
    const pairs = Array.from({ length: 4 }, (_, at) => (at % 2 === 0 ? ['a', 'b'] : ['b', 'a']));
    await Promise.all(pairs.map((names) => db.atomically((q) => names.map((name) => count(q, name)))));
    expect((await db.select().from(jobs)).map((row) => row.nextAt)).toEqual([4, 4]);
  });

  it('runs a prepared write with JSON, truth and text values', async () => {
    db = await fresh();
    const { publications } = db.use(outboxTables);
    const p = sql.placeholder;
    const add = (id: string, message: { text: string; blocks: [] }) =>
      new Hot(
        'test.insert',
        (q) =>
          q
            .insert(publications)
            .values({
              id: p('id'),
              workspace: 'T',
              key: p('id'),
              destination: 'C',
              message: p('message'),
              urgent: p('urgent'),
              state: 'pending',
              wanted: 1,
              standing: 0,
              attempts: 0,
              dueAt: p('due'),
              place: p('due'),
            })
            .returning({ id: publications.id }),
        { id, message, urgent: true, due: 1_700_000_000_000 },
      );
    const text = 'שלום "quoted" \n emoji 🎉';
    await db.atomically(() => [add('1', { text, blocks: [] }), add('2', { text: '', blocks: [] })]);
    const [row] = await db.select().from(publications).where(eq(publications.id, '1'));
    expect(row).toMatchObject({
      message: { text, blocks: [] },
      urgent: true,
      dueAt: 1_700_000_000_000,
      threadTs: null,
    });
  });
});
