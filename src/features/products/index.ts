import type { Feature } from '../feature.ts';
import { commands, submits } from './listen.ts';
import { tellNews } from './repository.ts';

export { currentProduct, productById, productsFor, withProduct } from './current.ts';
export type { Product } from './product.ts';
export { documentsHome, repositoryOf } from './repository.ts';
export { allProducts, productStore } from './store.ts';

/** What is released: its name, repository, roles, channel and time zone. */
export const products: Feature = {
  name: 'products',
  scopes: ['channels:read', 'groups:read'],
  commands,
  submits,
  news: tellNews,
};
