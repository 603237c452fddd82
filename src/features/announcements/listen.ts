import type { Acting, Answer, Command, Parts, PressHandler, SubmitHandler } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { type Product, productById, withProduct } from '../products/index.ts';
import { meantRelease, readRelease, versionOrRefuse, withDraftedNotes } from '../releases/index.ts';
import { acknowledge } from './acknowledge.ts';
import { announce, mustBeFirst } from './announce.ts';
import { retry } from './retry.ts';
import { ANNOUNCE, announceModal, GOT_IT, gotItNote, readAudience, TRY_AGAIN } from './views.ts';

async function openAnnounce(parts: Parts, acting: Acting, product: Product, text: string): Promise<Answer> {
  await mustHold(parts, acting.workspace, product.roles, 'announce', acting.user);
  const typed = text.trim().split(/\s+/)[0] ?? '';
  if (typed) versionOrRefuse(typed);
  const sendTo = product.announceChannel ? [product.announceChannel] : [];
  const standing = await meantRelease(parts, product, typed);
  if (standing && (typed || standing.announcedAt === null)) {
    await mustBeFirst(parts, standing);
    if (standing.notes) return { modal: announceModal(product.id, standing, 'Markdown.', sendTo) };
  }
  const version = standing?.announcedAt === null ? standing.version : typed ? versionOrRefuse(typed) : '';
  const draft = standing?.announcedAt === null ? standing : undefined;
  return withDraftedNotes(parts, product, version, (notes, hint, round) =>
    announceModal(
      product.id,
      {
        version,
        title: draft?.title ?? '',
        stage: draft?.stage ?? 'Internal',
        notes,
        howTo: draft?.howTo ?? '',
        rollback: draft?.rollback ?? '',
        plannedFor: draft?.plannedFor ?? null,
      },
      hint,
      sendTo,
      round,
    ),
  );
}

const submitAnnounce: SubmitHandler = async (parts, acting, { about, entered }) => {
  const product = await productById(parts, acting.workspace, about);
  await announce(parts, acting, product, { draft: readRelease(entered), ...readAudience(entered) });
  return undefined;
};

const pressGotIt: PressHandler = async (parts, acting, { value }) => ({
  note: gotItNote(await acknowledge(parts, acting, value)),
});

const pressTryAgain: PressHandler = async (parts, acting, { value }) => {
  await retry(parts, acting, value);
  return undefined;
};

export const commands: readonly Command[] = [
  {
    command: '/release',
    name: 'announce',
    usage: '[version]',
    does: 'Announces a release to channels and people.',
    example: '/release announce 1.4.0',
    run: withProduct(openAnnounce),
  },
];

export const submits = { [ANNOUNCE]: submitAnnounce };
export const presses = { [GOT_IT]: pressGotIt, [TRY_AGAIN]: pressTryAgain };
