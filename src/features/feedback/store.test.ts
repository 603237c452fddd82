import { afterEach, expect, it } from 'vitest';
import { onBoth } from '../../../test/databases.ts';
import { type Db, Repeated } from '../../db/database.ts';
import type { FeedbackItem } from './feedback.ts';
import { feedbackStore } from './store.ts';

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
});
