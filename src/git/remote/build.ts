import type { Identity, Problem, WriteRequest } from '../repository.ts';
import { operationTrailer } from './operations.ts';
import type { NewFile } from './render.ts';
import type { Session } from './session.ts';

type Recipe = { request: WriteRequest; operationIds: readonly string[]; identity: Identity; date: number };

function person({ name, email }: Identity): string {
  const clean = (text: string) => text.replace(/[<>\p{Cc}]/gu, '').trim();
  const shown = clean(name);
  return `${shown === '' ? 'Herald' : shown} <${clean(email).replaceAll(' ', '')}>`;
}

function commitMessage({ request, operationIds }: Recipe): string {
  const text = request.message.replace(/\r\n?/g, '\n').replaceAll('\0', '').toWellFormed().trim();
  const trailers = [
    ...(request.coAuthors ?? []).map((each) => `Co-authored-by: ${person(each)}`),
    ...operationIds.map((id) => `${operationTrailer}: ${id}`),
  ];
  const body = text === '' ? 'chore: update files' : text;
  return trailers.length === 0 ? `${body}\n` : `${body}\n\n${trailers.join('\n')}\n`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function importStream(parent: string | undefined, files: readonly NewFile[], recipe: Recipe): string {
  const when = `${recipe.date} +0000`;
  const committer = person(recipe.identity);
  const author = recipe.request.author === undefined ? committer : person(recipe.request.author);
  return [
    'feature done\ncommit refs/herald/build\nmark :1\n',
    `author ${author} ${when}\ncommitter ${committer} ${when}\n`,
    data(commitMessage(recipe)),
    parent === undefined ? '' : `from ${parent}\n`,
    ...files.map(({ mode, path, text }) => `M ${mode} inline ${path}\n${data(text)}`),
    '\nget-mark :1\ndone\n',
  ].join('');
}

async function changedPaths(
  session: Session,
  parent: string | undefined,
  commit: string,
): Promise<string[] | Problem> {
  const range = parent === undefined ? ['--root', '--no-commit-id', commit] : [parent, commit];
  const result = await session.git(['diff-tree', '-r', '--raw', '-z', '--no-renames', ...range, '--']);
  if (result.code !== 0) return session.problem('local', result.failure ?? result);
  const tokens = result.stdout.toString('utf8').split('\0');
  const paths: string[] = [];
  for (let index = 0; index + 1 < tokens.length; index += 2) {
    const plainFile = /^:(000000|100644|100755) (100644|100755) \w+ \w+ [AM]$/.test(tokens[index] ?? '');
    const path = tokens[index + 1] ?? '';
    if (!plainFile) return session.problem('refused', `The commit would change what "${path}" is.`);
    paths.push(path);
  }
  return paths;
}

/** Stores one commit with exactly these files; anything else that it would change makes it a refusal. */
export async function buildCommit(
  session: Session,
  parent: string | undefined,
  files: readonly NewFile[],
  recipe: Recipe,
): Promise<string | Problem> {
  const input = importStream(parent, files, recipe);
  const result = await session.git(['fast-import', '--quiet', '--force', '--date-format=raw'], { input });
  const commit = result.stdout.toString('utf8').trim();
  if (result.code !== 0 || !/^[0-9a-f]{40,64}$/.test(commit))
    return session.problem('local', result.failure ?? result);
  const changed = await changedPaths(session, parent, commit);
  if (!Array.isArray(changed)) return changed;
  const asked = files.map(({ path }) => path).toSorted();
  if (changed.toSorted().join('\0') === asked.join('\0')) return commit;
  return session.problem('refused', `The commit would change other files: ${changed.join(', ')}`);
}
