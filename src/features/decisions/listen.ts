import type { Acting, Answer, Command, Parts, PressHandler, SubmitHandler } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { type Product, productById, withProduct } from '../products/index.ts';
import { meantRelease, type Release, releaseById, releaseOrRefuse } from '../releases/index.ts';
import { decide } from './decide.ts';
import { DECIDE, decisionCard, decisionModal, readDecision, toSubject } from './views.ts';

const mayDecide = (parts: Parts, product: Product, user: string): Promise<void> =>
  mustHold(parts, product.workspace, product.roles, 'decide', user);

async function open(parts: Parts, acting: Acting, product: Product, text: string): Promise<Answer> {
  await mayDecide(parts, product, acting.user);
  const release = text.trim()
    ? await releaseOrRefuse(parts, product, text)
    : await meantRelease(parts, product, '');
  return { modal: decisionModal(product, release) };
}

async function subject(
  parts: Parts,
  workspace: string,
  about: string,
): Promise<{ product: Product; release: Release | undefined }> {
  const { product, release } = toSubject(about);
  return {
    product: await productById(parts, workspace, product),
    release: release ? await releaseById(parts, workspace, release) : undefined,
  };
}

const submit: SubmitHandler = async (parts, acting, { about, entered }) => {
  const { product, release } = await subject(parts, acting.workspace, about);
  await mayDecide(parts, product, acting.user);
  const decision = await decide(parts, acting, product, release, readDecision(entered));
  return product.announceChannel ? undefined : { note: decisionCard(product.name, decision, release) };
};

/** Opens the modal for what is due for review; the button's value names the product and the release. */
const review: PressHandler = async (parts, acting, { value }) => {
  const { product, release } = await subject(parts, acting.workspace, value);
  await mayDecide(parts, product, acting.user);
  return { modal: decisionModal(product, release) };
};

export const commands: readonly Command[] = [
  {
    command: '/release',
    name: 'decide',
    usage: '[version]',
    does: 'Records a decision with why, risks and a review date.',
    example: '/release decide 1.4.0',
    run: withProduct(open),
  },
];

export const submits = { [DECIDE]: submit };
export const presses = { [DECIDE]: review };
