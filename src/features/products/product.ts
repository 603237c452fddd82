import type { Roles } from '../people/index.ts';
import type { productTables } from './table.ts';

/** What is released. */
export type Product = ReturnType<typeof productTables>['products']['$inferSelect'];

/** What a person enters in setup. */
export type ProductSettings = Pick<
  Product,
  'name' | 'announceChannel' | 'remote' | 'branch' | 'folder' | 'roles' | 'timezone'
>;

/** No role held by anybody. */
export const noRoles: Roles = { planner: [], developer: [], advocate: [], designer: [] };

/** The name that a repository's address suggests: its last part. */
export const nameOfRemote = (remote: string): string =>
  remote
    .replace(/[/\\]+$/, '')
    .replace(/\.git$/, '')
    .split(/[/\\:]/)
    .at(-1)
    ?.replace(/[^\p{L}\p{N} ._-]/gu, '')
    .slice(0, 80) || 'Product';
