import { afterEach, expect, it } from 'vitest';
import { onBoth } from '../../../test/databases.ts';
import { type Db, Repeated } from '../../db/database.ts';
import type { FeedbackItem } from './feedback.ts';
import { feedbackStore } from './store.ts';
import { feedbackTallies } from './tally.ts';

const item = (sourceId: string, more: Partial<FeedbackItem> = {}): FeedbackItem => ({
  id: `id ${sourceId}`,
  workspace: 'T1',
  product: 'P1',
  release: 'R1',
  person: 'U1',
  speaker: null,
  text: 'שלום 🎉 "quoted"',
  about: 'Value',
  source: 'modal',
  sourceId,
  link: null,
  quotable: true,
  createdAt: 1_700_000_000_000,
  ...more,
});

onBoth('the feedback store', (fresh) => {
  let db: Db;
  afterEach(() => db.close());

  it('keeps each source once, newest first, and nothing of another workspace', async () => {
    db = await fresh();
    const store = feedbackStore(db, 'T1');
    await db.atomically(() => [
      store.add(item('a')),
      store.add(item('b', { createdAt: 1_700_000_000_001, release: null })),
    ]);
    await expect(db.atomically(() => [store.add(item('a', { id: 'other' }))])).rejects.toBeInstanceOf(
      Repeated,
    );
    await db.atomically(() => [store.add(item('a', { id: 'foreign', workspace: 'T2' }))]);
    expect(await store.of('P1', {})).toEqual([
      item('b', { createdAt: 1_700_000_000_001, release: null }),
      item('a'),
    ]);
    expect(await store.of('P1', { release: 'R1' })).toEqual([item('a')]);
    expect(await store.of('P1', { since: 1_700_000_000_001 })).toHaveLength(1);
    expect(await feedbackStore(db, 'T3').of('P1', {})).toEqual([]);
  });

  it('edits and removes by source', async () => {
    db = await fresh();
    const store = feedbackStore(db, 'T1');
    await db.atomically((q) => [store.add(item('a')), store.edit(q, 'a', 'new')]);
    expect((await store.bySource('a'))?.text).toBe('new');
    await db.atomically((q) => [store.remove(q, 'a')]);
    expect(await store.bySource('a')).toBeUndefined();
  });

  it('counts what was said, and gives out no words but those that may be quoted', async () => {
    db = await fresh();
    const store = feedbackStore(db, 'T1');
    const at = (ms: number): number => 1_700_000_000_000 + ms;
    const quiet = { quotable: false, about: null, createdAt: at(0) };
    const all = [
      item('a', { ...quiet }),
      item('b', { ...quiet }),
      item('c', { ...quiet, person: 'U2', source: 'command' }),
      item('d', { ...quiet, person: null }),
      item('e', { ...quiet, release: null, text: 'never' }),
      item('f', { text: 'old', createdAt: at(1) }),
      item('g', { text: 'new', createdAt: at(2) }),
      item('h', { text: 'other', createdAt: at(3), about: null }),
      item('i', { text: 'loose', createdAt: at(4), release: null, person: null }),
      item('j', { product: 'P2' }),
      item('k', { workspace: 'T2' }),
    ];
    await db.atomically(() => all.map(store.add));
    const tallies = feedbackTallies(db, 'T1', 'P1');
    const { counts, people } = await tallies.tally();
    expect(new Set(counts)).toEqual(
      new Set([
        { release: 'R1', source: 'modal', about: null, quotable: false, count: 3 },
        { release: 'R1', source: 'command', about: null, quotable: false, count: 1 },
        { release: null, source: 'modal', about: null, quotable: false, count: 1 },
        { release: 'R1', source: 'modal', about: 'Value', quotable: true, count: 2 },
        { release: 'R1', source: 'modal', about: null, quotable: true, count: 1 },
        { release: null, source: 'modal', about: 'Value', quotable: true, count: 1 },
      ]),
    );
    expect(people).toEqual(new Map([['R1', 2]]));
    const said = async (most: number) => (await tallies.quotable(most)).map(({ text }) => text);
    expect(await said(1)).toEqual(['loose', 'other', 'new']);
    expect(await said(9)).toEqual(['loose', 'other', 'new', 'old']);
    expect(await tallies.since(at(1))).toBe(3);
    expect(await tallies.quotableSince(at(3))).toEqual([{ release: null, about: 'Value', text: 'loose' }]);
    expect(await feedbackTallies(db, 'T3', 'P1').tally()).toEqual({ counts: [], people: new Map() });
  });
});
