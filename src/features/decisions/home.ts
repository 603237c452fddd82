import type { Blocks } from '../../slack/blocks.ts';
import type { Parts, Viewer } from '../feature.ts';
import { holdsAny, ROLES } from '../people/index.ts';
import { allProducts } from '../products/index.ts';
import { releaseStore } from '../releases/index.ts';
import { decisionsDue } from './find.ts';
import { reviewsDue, subjectName } from './views.ts';

const MOST = 5;
const anyRole = ROLES.map((role) => role.id);

/** The decisions that wait for a holder of a role to look at them again. */
export async function dueForReview(parts: Parts, { workspace, user }: Viewer): Promise<Blocks> {
  const products = (await allProducts(parts.db)).filter((product) => product.workspace === workspace);
  const drawn = await Promise.all(
    products.map(async (product) => {
      if (!(await holdsAny(parts, workspace, product.roles, anyRole, user))) return [];
      const due = (await decisionsDue(parts, product, parts.clock.now())).slice(0, MOST);
      const releases = await releaseStore(parts.db, workspace).all(product.id);
      const named = due.map((decision) => ({
        decision,
        name: subjectName(
          product.name,
          releases.find((release) => release.id === decision.release),
        ),
      }));
      return named.length > 0 ? reviewsDue(product.name, named) : [];
    }),
  );
  return drawn.flat();
}
