import { randomUUID } from 'node:crypto';
import { slug } from '../../git/names.ts';
import { parseAddress } from '../../git/remote/address.ts';
import { RepositoryError } from '../../git/repository.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import type { Product, ProductSettings } from './product.ts';
import { productStore } from './store.ts';

/** Slack admins, the installer and the Project Planner may run setup; so may anyone while there is no product. */
export async function mustSetUp(
  parts: Parts,
  workspace: string,
  product: Product,
  user: string,
): Promise<void> {
  const installed = await parts.workspaces.find(workspace);
  if (installed?.installer === user || product.createdBy === user) return;
  if ((await parts.lookups.person(workspace, user))?.admin) return;
  await mustHold(parts, workspace, product.roles, 'run setup', user);
}

/** A folder of the machine that Herald runs on is for whoever runs it to choose, in the settings. */
const isLocal = (remote: string): boolean => {
  const address = parseAddress(remote);
  return 'url' in address && /^(\/|file:)/i.test(address.url);
};

function checkRemote(parts: Parts, settings: ProductSettings): void {
  if (!settings.remote) return;
  if (isLocal(settings.remote) && settings.remote !== parts.config.GIT_REMOTE)
    throw new Refused(
      'Give the address of a repository on a server, such as https://github.com/you/product.git.',
      'remote',
    );
  try {
    parts.repositories.open({ remote: settings.remote, branch: settings.branch ?? undefined });
  } catch (error) {
    if (error instanceof RepositoryError) throw new Refused(error.problem.reason, 'remote');
    throw error;
  }
}

type Home = Pick<ProductSettings, 'remote' | 'branch' | 'folder'>;
const sameHome = (a: Home, b: Home): boolean =>
  a.remote === b.remote && a.branch === b.branch && a.folder === b.folder;

/** Refuses a name and a place in a repository that another product has: each would overwrite the other's files. */
function checkOthers(others: readonly Product[], settings: ProductSettings): void {
  if (others.some((product) => product.name.toLowerCase() === settings.name.toLowerCase()))
    throw new Refused('There is a product of this name already.', 'name');
  const there = settings.remote ? others.find((product) => sameHome(product, settings)) : undefined;
  if (there)
    throw new Refused(
      `${there.name} keeps its documents in this folder. Choose another, such as docs/${slug(settings.name)}.`,
      'folder',
    );
}

async function add(parts: Parts, acting: Acting, settings: ProductSettings): Promise<void> {
  const store = productStore(parts.db, acting.workspace);
  const others = await store.all();
  const [first] = others;
  if (first) await mustSetUp(parts, acting.workspace, first, acting.user);
  checkOthers(others, settings);
  const now = parts.clock.now();
  await parts.outbox.save({
    workspace: acting.workspace,
    once: acting.once,
    writes: (q) => [
      store.add(q, {
        id: randomUUID(),
        workspace: acting.workspace,
        createdAt: now,
        createdBy: acting.user,
        version: 1,
        ...settings,
      }),
    ],
  });
}

/** Saves what was entered in "Set up Herald"; `about` is empty for a new product, else its id and version. */
export async function setUp(
  parts: Parts,
  acting: Acting,
  about: string,
  settings: ProductSettings,
): Promise<void> {
  checkRemote(parts, settings);
  if (about === '') return add(parts, acting, settings);
  const [id = '', version = ''] = about.split(' ');
  const store = productStore(parts.db, acting.workspace);
  const product = await store.find(id);
  if (!product) throw new Refused('This product does not exist any more.');
  await mustSetUp(parts, acting.workspace, product, acting.user);
  checkOthers(
    (await store.all()).filter((other) => other.id !== id),
    settings,
  );
  const now = parts.clock.now();
  const { documents } = parts.outbox;
  await parts.outbox.save({
    workspace: acting.workspace,
    once: acting.once,
    writes: (q) => [
      store.change(q, id, Number(version), settings),
      ...(sameHome(product, settings) ? [] : documents.restart(q, id, now)),
    ],
  });
  // A repository that works now may take what it refused before.
  await documents.forgive(id, now);
  parts.outbox.wake();
}
