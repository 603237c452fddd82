import { expect, it } from 'vitest';
import { onBoth } from '../../../test/databases.ts';
import type { Decision } from './decision.ts';
import { decisionStore } from './store.ts';

const decision = (id: string, decidedAt: number): Decision => ({
  id,
  workspace: 'T1',
  product: 'p1',
  release: null,
  kind: 'Roll back',
  why: 'מימין לשמאל 🎉 <b>',
  risks: '',
  by: 'U1',
  decidedAt,
  reviewOn: '2026-12-01',
});

onBoth('decisions', (fresh) => {
  it('gives back what was kept, newest first, for its own workspace only', async () => {
    const db = await fresh();
    const store = decisionStore(db, 'T1');
    await db.atomically((q) => [store.add(q, decision('a', 1)), store.add(q, decision('b', 2))]);
    expect(await store.all('p1')).toEqual([decision('b', 2), decision('a', 1)]);
    expect(await store.all('p2')).toEqual([]);
    expect(await decisionStore(db, 'T2').all('p1')).toEqual([]);
    await db.close();
  });
});
