import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { changed, type Db, type Queries, type Write } from '../../db/database.ts';
import type { Product, ProductSettings } from './product.ts';
import { productTables } from './table.ts';

/** The products of one workspace. */
export const productStore = (db: Db, workspace: string) => {
  const { products } = db.use(productTables);
  const own = (id: string) => and(eq(products.workspace, workspace), eq(products.id, id));
  return {
    all: (): Promise<Product[]> =>
      db.select().from(products).where(eq(products.workspace, workspace)).orderBy(asc(products.createdAt)),
    async find(id: string): Promise<Product | undefined> {
      const [found] = await db.select().from(products).where(own(id));
      return found;
    },
    /** `Conflict` when the workspace has a product of this name. */
    add: (q: Queries, product: Product): Write =>
      changed(q.insert(products).values(product).onConflictDoNothing().returning({ id: products.id })),
    /** Nothing happens when the workspace has a product of this name. */
    addUnlessThere: (q: Queries, product: Product): Write =>
      q.insert(products).values(product).onConflictDoNothing(),
    /** Makes this the announcement channel unless there is one. */
    settleChannel: (q: Queries, id: string, channel: string): Write =>
      q
        .update(products)
        .set({ announceChannel: channel })
        .where(and(own(id), isNull(products.announceChannel))),
    change: (q: Queries, id: string, version: number, settings: ProductSettings): Write =>
      changed(
        q
          .update(products)
          .set({ ...settings, version: sql`${products.version} + 1` })
          .where(and(own(id), eq(products.version, version)))
          .returning({ id: products.id }),
      ),
  };
};

/** Every product of every workspace, for work that the clock starts. */
export const allProducts = (db: Db): Promise<Product[]> => {
  const { products } = db.use(productTables);
  return db.select().from(products).orderBy(asc(products.createdAt));
};
