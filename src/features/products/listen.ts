import type { Acting, Answer, Command, Parts, SubmitHandler } from '../feature.ts';
import { currentProduct, productsFor, proposedSettings } from './current.ts';
import { mustSetUp, setUp } from './setup.ts';
import { readSetup, SETUP, setupModal } from './views.ts';

async function openSetup(parts: Parts, acting: Acting, text: string): Promise<Answer> {
  const adding = text.trim().toLowerCase() === 'new';
  const [first] = adding ? await productsFor(parts, acting) : [];
  if (first) await mustSetUp(parts, acting.workspace, first, acting.user);
  const product = adding ? undefined : await currentProduct(parts, acting);
  if (!product) return { modal: setupModal('', await proposedSettings(parts, acting)) };
  await mustSetUp(parts, acting.workspace, product, acting.user);
  return { modal: setupModal(`${product.id} ${product.version}`, product) };
}

const submitSetup: SubmitHandler = async (parts, acting, { about, entered }) => {
  await setUp(parts, acting, about, readSetup(entered));
  return undefined;
};

export const commands: readonly Command[] = [
  {
    command: '/release',
    name: 'setup',
    usage: '[new]',
    does: 'Sets the product, its repository, roles and channel.',
    example: '/release setup',
    run: openSetup,
  },
];

export const submits = { [SETUP]: submitSetup };
