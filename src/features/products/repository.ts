import type { RemoteRepository } from '../../git/remote/remote.ts';
import type { DocumentNews, DocumentsHome } from '../../outbox/documents.ts';
import { say } from '../../slack/blocks.ts';
import { escapeText, shorten } from '../../slack/text.ts';
import type { Parts } from '../feature.ts';
import { holders } from '../people/index.ts';
import type { Product } from './product.ts';
import { productStore } from './store.ts';

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

const code = (text: string): string =>
  `\`\`\`\n${escapeText(shorten(text, 1000)).replaceAll('```', "'''")}\n\`\`\``;

function words(news: Exclude<DocumentNews, { kind: 'written' }>): string {
  switch (news.kind) {
    case 'conflict':
      return news.conflicts
        .map(
          (conflict) =>
            `Somebody changed a part of \`${escapeText(news.path)}\` (${escapeText(conflict.id)}) that Herald also had news for. Herald kept their text. This is what Herald would have written:\n${code(conflict.ours)}`,
        )
        .join('\n');
    case 'removed':
      return `Somebody removed ${news.sections.map((section) => `\`${escapeText(section)}\``).join(', ')} from \`${escapeText(news.path)}\`. Herald does not add it again.`;
    case 'refused':
      return `Herald left \`${escapeText(news.path)}\` alone. ${escapeText(news.reason)} Mend the file, then save \`/release setup\` once to try again.`;
    case 'blocked':
      return `Herald cannot write to the repository. ${escapeText(news.reason)} Nothing is lost: Herald keeps what it has to write and tries again.`;
  }
}

/** Tells the planners what happened to their repository; what went well is only logged. */
export async function tellNews(
  parts: Parts,
  workspace: string,
  id: string,
  news: DocumentNews,
): Promise<void> {
  if (news.kind === 'written')
    return parts.log.info({ commit: news.commit, paths: news.paths }, news.message);
  const text = words(news);
  const product = await productStore(parts.db, workspace).find(id);
  if (!product) return;
  const planners = await holders(parts, workspace, product.roles, 'planner');
  const about = news.kind === 'blocked' ? 'repository' : news.path;
  await parts.outbox.save({
    workspace,
    publications: planners.map((planner) => ({
      kind: 'message',
      key: `product:${id}:${about}:${news.kind}:${parts.clock.now()}:${planner}`,
      to: planner,
      message: say(text),
    })),
  });
}
