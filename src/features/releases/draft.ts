import type { RemoteRepository } from '../../git/remote/remote.ts';
import { RepositoryError } from '../../git/repository.ts';
import { draftNotes, NotesError } from '../../notes/index.ts';
import { unescapeText } from '../../slack/text.ts';
import type { Parts } from '../feature.ts';
import { type Product, repositoryOf } from '../products/index.ts';
import { parseVersion } from './release.ts';

/** Release notes drawn from the repository, or why there are none. */
export type NotesDraft =
  | { readonly markdown: string; readonly from: string; readonly to: string; readonly entries: number }
  | { readonly reason: string };

/** Milliseconds that a person waits for a draft before the modal opens without it. */
export const DRAFT_PATIENCE = 900;

const isPublicHost = (remote: string): boolean => /^(https?:\/\/|git@|ssh:\/\/)/.test(remote);

/** The page of a repository on the web, for links to its commits; undefined for other kinds of remote. */
export function webUrlOf(remote: string): string | undefined {
  if (!isPublicHost(remote)) return undefined;
  const [, host, path] =
    /^(?:https?:\/\/|ssh:\/\/)?(?:[^@/]+@)?([^/:]+)(?::\d+)?[/:](.+?)(?:\.git)?\/?$/.exec(remote) ?? [];
  return host && path && !/^(localhost|127\.)/.test(host) ? `https://${host}/${path}` : undefined;
}

const tagOf = async (
  repository: RemoteRepository,
  version: string | undefined,
): Promise<string | undefined> =>
  version ? (await repository.tags()).find((tag) => parseVersion(tag.name) === version)?.name : undefined;

/** The oldest commit, for a repository that was never tagged. */
async function beginning(repository: RemoteRepository): Promise<string | undefined> {
  const commits = await repository.commits({ limit: 500 });
  return commits.length > 1 ? commits.at(-1)?.sha : undefined;
}

async function drawn(
  repository: RemoteRepository,
  remote: string,
  version: string | undefined,
): Promise<NotesDraft> {
  const fresh = await repository.refresh();
  const head = await repository.head();
  if (!head) return { reason: fresh.outcome === 'ok' ? 'The repository has no commits yet.' : fresh.reason };
  const to = (await tagOf(repository, version)) ?? head.oid;
  const options = { repo: repository.gitDir, to, webUrl: webUrlOf(remote) };
  const draft = await draftNotes(options).catch(async (error: unknown) => {
    if (!(error instanceof NotesError)) throw error;
    const from = await beginning(repository);
    return from ? draftNotes({ ...options, from }) : undefined;
  });
  if (!draft) return { reason: 'The repository has one commit only. There is nothing to compare yet.' };
  if (draft.entries.length === 0) return { reason: `There is nothing to tell since ${draft.from}.` };
  return {
    // People edit it in a text field, where an entity would be noise; whoever shows it escapes it.
    markdown: unescapeText(draft.markdown.trim()),
    from: draft.from,
    to: draft.to,
    entries: draft.entries.length,
  };
}

/** Draws the notes of a version, or of what is not released yet, from the commits since the last tag. */
export async function draft(parts: Parts, product: Product, version?: string): Promise<NotesDraft> {
  try {
    const repository = repositoryOf(parts, product);
    if (!repository || !product.remote)
      return { reason: 'This product has no repository. Set one with /release setup.' };
    return await drawn(repository, product.remote, version);
  } catch (error) {
    if (error instanceof RepositoryError) return { reason: error.problem.reason };
    if (error instanceof NotesError) return { reason: error.message };
    throw error;
  }
}

/** The draft if it is ready within a moment; undefined otherwise, while it goes on. */
export const draftSoon = (drafting: Promise<NotesDraft>): Promise<NotesDraft | undefined> =>
  Promise.race([
    drafting,
    new Promise<undefined>((resolve) => setTimeout(resolve, DRAFT_PATIENCE, undefined).unref()),
  ]);
