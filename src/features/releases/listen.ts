import type { Acting, Answer, Command, Parts, SubmitHandler } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { type Product, productById, withProduct } from '../products/index.ts';
import { draft, draftSoon } from './draft.ts';
import { meantRelease, releaseById } from './find.ts';
import { prepare } from './prepare.ts';
import { versionOrRefuse } from './release.ts';
import {
  draftHint,
  NEW_RELEASE,
  notesMessage,
  type ReleaseDraft,
  readRelease,
  releaseModal,
} from './views.ts';

const emptyDraft = (version: string): ReleaseDraft => ({
  version,
  title: '',
  stage: 'Internal',
  notes: '',
  howTo: '',
  rollback: '',
  plannedFor: null,
});

/** Opens a release modal at once, and fills in the drafted notes when they take longer than a moment. */
export async function withDraftedNotes(
  parts: Parts,
  product: Product,
  version: string,
  view: (notes: string, hint: string, round?: string) => ReturnType<typeof releaseModal>,
): Promise<Answer> {
  const drafting = draft(parts, product, version || undefined);
  const soon = await draftSoon(drafting);
  const notes = soon && 'markdown' in soon ? soon.markdown : '';
  if (soon) return { modal: view(notes, draftHint(soon)) };
  const fill = drafting.then((late) =>
    view('markdown' in late ? late.markdown : '', draftHint(late), 'drafted'),
  );
  return { modal: view('', draftHint(undefined)), fill };
}

async function openNew(parts: Parts, acting: Acting, product: Product, text: string): Promise<Answer> {
  await mustHold(parts, acting.workspace, product.roles, 'prepare a release', acting.user);
  const version = text.trim() ? versionOrRefuse(text.trim().split(/\s+/)[0] ?? '') : '';
  const standing = version ? await meantRelease(parts, product, version) : undefined;
  if (standing)
    return {
      modal: releaseModal(
        `${standing.id} ${standing.changes}`,
        standing,
        'Markdown. This release exists: you are editing it.',
      ),
    };
  return withDraftedNotes(parts, product, version, (notes, hint, round) =>
    releaseModal(product.id, { ...emptyDraft(version), notes }, hint, round),
  );
}

const submitNew: SubmitHandler = async (parts, acting, { about, entered }) => {
  const [id = '', changes] = about.split(' ');
  const editing = changes !== undefined;
  const owner = editing ? (await releaseById(parts, acting.workspace, id)).product : id;
  const product = await productById(parts, acting.workspace, owner);
  await mustHold(parts, acting.workspace, product.roles, 'prepare a release', acting.user);
  await prepare(parts, acting, product, editing ? about : '', readRelease(entered));
  return undefined;
};

async function showNotes(parts: Parts, _acting: Acting, product: Product, text: string): Promise<Answer> {
  const version = text.trim() ? versionOrRefuse(text.trim().split(/\s+/)[0] ?? '') : undefined;
  return { note: notesMessage(product.name, await draft(parts, product, version)) };
}

export const commands: readonly Command[] = [
  {
    command: '/release',
    name: 'new',
    usage: '[version]',
    does: 'Prepares a release; with a version that exists, edits it.',
    example: '/release new 1.4.0',
    run: withProduct(openNew),
  },
  {
    command: '/release',
    name: 'notes',
    usage: '[version]',
    does: "Drafts what's new from the commits since the last tag.",
    example: '/release notes',
    run: withProduct(showNotes),
  },
];

export const submits = { [NEW_RELEASE]: submitNew };
