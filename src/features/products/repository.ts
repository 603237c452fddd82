import { createHash } from 'node:crypto';
import type { RemoteRepository } from '../../git/remote/remote.ts';
import type { DocumentNews, DocumentsHome } from '../../outbox/documents.ts';
import type { Parts } from '../feature.ts';
import { holders } from '../people/index.ts';
import type { Product } from './product.ts';
import { productStore } from './store.ts';
import { newsMessage, type Told } from './views.ts';

/** The product's repository; undefined while it has none. */
export const repositoryOf = (parts: Parts, product: Product): RemoteRepository | undefined =>
  product.remote
    ? parts.repositories.open({ remote: product.remote, branch: product.branch ?? undefined })
    : undefined;

/** Where a product's documents go. */
export async function documentsHome(
  parts: Parts,
  workspace: string,
  id: string,
): Promise<DocumentsHome | undefined> {
  const product = await productStore(parts.db, workspace).find(id);
  const repository = product && repositoryOf(parts, product);
  return repository && { repository, folder: product.folder };
}

/** Names what is told, so that it is told once: the same removal, the same conflict, one trouble a day. */
function newsKeys(news: Told, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10);
  switch (news.kind) {
    case 'conflict':
      return `${news.path}:conflict:${digest(JSON.stringify(news.conflicts))}`;
    case 'removed':
      return `${news.path}:removed:${digest(news.sections.join())}`;
    case 'refused':
      return `${news.path}:refused:${day}`;
    case 'blocked':
      return `blocked:${day}`;
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Tells the planners what happened to their repository; what went well is only logged. */
export async function tellNews(
  parts: Parts,
  workspace: string,
  id: string,
  news: DocumentNews,
): Promise<void> {
  if (news.kind === 'written')
    return parts.log.info({ commit: news.commit, paths: news.paths }, news.message);
  const product = await productStore(parts.db, workspace).find(id);
  if (!product) return;
  const key = `product:${id}:${newsKeys(news, parts.clock.now())}`;
  for (const planner of await holders(parts, workspace, product.roles, 'planner')) {
    if (await parts.outbox.publications.byKey(workspace, `${key}:${planner}`)) continue;
    const message = newsMessage(news);
    await parts.outbox.save({
      workspace,
      publications: [{ kind: 'message', key: `${key}:${planner}`, to: planner, message }],
    });
  }
}
