import type { Blocks } from '../../slack/blocks.ts';
import type { Parts, Viewer } from '../feature.ts';
import { allProducts } from '../products/index.ts';
import { isOpen } from '../releases/index.ts';
import { recordOf } from './record.ts';
import { criteriaOf } from './status.ts';
import { underWay } from './views.ts';

/** Releases of one product that the Home tab shows. */
const MOST = 3;

/** The releases under way with their exit criteria. */
export async function releasesUnderWay(parts: Parts, { workspace }: Viewer): Promise<Blocks> {
  const products = (await allProducts(parts.db)).filter((product) => product.workspace === workspace);
  const drawn = await Promise.all(
    products.map(async (product) => {
      const record = await recordOf(parts, product);
      const open = record.releases.filter(isOpen).slice(0, MOST);
      if (open.length === 0) return [];
      return underWay(
        product.name,
        open.map((release) => ({ release, criteria: criteriaOf(record, release, parts.clock.now()) })),
      );
    }),
  );
  return drawn.flat();
}
