import { afterEach, expect, it } from 'vitest';
import { onBoth } from '../../../test/databases.ts';
import { Conflict, type Db } from '../../db/database.ts';
import { noRoles, type Product } from './product.ts';
import { allProducts, productStore } from './store.ts';

const product = (id: string, name: string): Product => ({
  id,
  workspace: 'T1',
  name,
  announceChannel: null,
  remote: null,
  branch: null,
  folder: '',
  roles: { ...noRoles, planner: ['U1', 'S1'] },
  timezone: 'Europe/Lisbon',
  createdAt: 1,
  createdBy: 'U1',
  version: 1,
});

onBoth('the store of products', (fresh) => {
  let db: Db;
  afterEach(() => db.close());

  it('keeps one product of a name, whoever is first', async () => {
    db = await fresh();
    const store = productStore(db, 'T1');
    await Promise.all([
      db.atomically((q) => [store.addUnlessThere(q, product('1', 'Atlas'))]),
      db.atomically((q) => [store.addUnlessThere(q, product('2', 'Atlas'))]),
    ]);
    await expect(db.atomically((q) => [store.add(q, product('3', 'Atlas'))])).rejects.toBeInstanceOf(
      Conflict,
    );
    expect(await store.all()).toHaveLength(1);
    expect(await allProducts(db)).toHaveLength(1);
  });

  it('tells two people at once apart, and settles a channel once', async () => {
    db = await fresh();
    const store = productStore(db, 'T1');
    const atlas = product('1', 'Atlas');
    await db.atomically((q) => [store.add(q, atlas)]);
    await db.atomically((q) => [store.settleChannel(q, '1', 'C1'), store.settleChannel(q, '1', 'C2')]);
    expect((await store.find('1'))?.announceChannel).toBe('C1');
    await db.atomically((q) => [store.change(q, '1', 1, { ...atlas, timezone: 'UTC' })]);
    await expect(db.atomically((q) => [store.change(q, '1', 1, atlas)])).rejects.toBeInstanceOf(Conflict);
    expect(await store.find('1')).toMatchObject({ timezone: 'UTC', roles: atlas.roles, version: 2 });
  });

  it('shows nothing to another workspace', async () => {
    db = await fresh();
    await db.atomically((q) => [productStore(db, 'T1').add(q, product('1', 'Atlas'))]);
    expect(await productStore(db, 'T2').all()).toEqual([]);
    expect(await productStore(db, 'T2').find('1')).toBeUndefined();
  });
});
