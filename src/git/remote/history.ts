import type { Commit, Range, Tag } from '../repository.ts';
import { RepositoryError } from '../repository.ts';
import { isRefName } from './address.ts';
import { decode, readBlobs } from './entries.ts';
import { output, type Session } from './session.ts';

const isOid = (text: string) => /^[0-9a-f]{4,64}$/.test(text);

function revision(session: Session, text: string): string {
  if (isOid(text) || isRefName(text)) return text;
  throw new RepositoryError(session.problem('refused', `${JSON.stringify(text)} is not a revision.`));
}

/** The tags that are merged into a commit, newest first. */
export async function readTags(session: Session, tip: string): Promise<Tag[]> {
  const format = '--format=%(refname:strip=2)%00%(objectname)%00%(*objectname)%00%(creatordate:unix)';
  const out = await output(session, [
    'for-each-ref',
    `--merged=${tip}`,
    '--sort=-creatordate',
    format,
    'refs/tags',
  ]);
  return out
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', oid = '', peeled = '', seconds = '0'] = line.split('\0');
      return { name, oid: peeled === '' ? oid : peeled, date: Number(seconds) * 1000 };
    });
}

function isStart(tokens: readonly string[], index: number): boolean {
  return tokens[index] === '' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(tokens[index + 1] ?? '');
}

function parseLog(out: string): Commit[] {
  const tokens = out.split('\0');
  const commits: Commit[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    if (isStart(tokens, index)) {
      const [sha = '', parents = '', name = '', email = '', seconds = '0', subject = '', body = ''] =
        tokens.slice(index + 1);
      const count = parents.split(' ').filter((each) => each !== '').length;
      const date = Number(seconds) * 1000;
      commits.push({
        sha,
        parents: count,
        author: { name, email },
        date,
        subject,
        body: body.trimEnd(),
        paths: [],
      });
      index += 7;
      continue;
    }
    const path = (tokens[index] ?? '').replace(/^\n/, '');
    if (path !== '') commits.at(-1)?.paths.push(path);
  }
  return commits;
}

/** The commits of a range, newest first, with the paths each changed against its first parent. */
export async function readCommits(session: Session, tip: string, range: Range): Promise<Commit[]> {
  const to = range.to === undefined ? tip : revision(session, range.to);
  const span = range.from === undefined ? to : `${revision(session, range.from)}..${to}`;
  const limit = range.limit === undefined ? [] : [`--max-count=${Math.max(0, Math.trunc(range.limit))}`];
  const format = '--format=%x00%H%x00%P%x00%an%x00%ae%x00%ct%x00%s%x00%b%x00';
  const files = ['-z', '--no-renames', '--name-only', '--diff-merges=first-parent'];
  const out = await output(session, ['log', ...files, format, ...limit, span, '--']);
  return parseLog(out.toString('utf8'));
}

/** The text of a file at a revision; undefined if there is none; a RepositoryError if it is not text. */
export async function readFileAt(session: Session, rev: string, path: string): Promise<string | undefined> {
  const at = revision(session, rev);
  const tree = await output(session, ['ls-tree', '-z', '--full-tree', at, '--', path]);
  const [, oid, name] = /^100\d+ blob ([0-9a-f]+)\t([^\0]+)\0/.exec(tree.toString('utf8')) ?? [];
  if (oid === undefined || name !== path) return undefined;
  const content = decode((await readBlobs(session, [oid])).get(oid));
  if ('text' in content) return content.text;
  throw new RepositoryError(session.problem('refused', content.refusal));
}

/** The names in a folder at a commit, folders with a trailing slash. */
export async function listFolder(session: Session, tip: string, folder: string): Promise<string[]> {
  const prefix = folder === '' ? '' : `${folder.replace(/\/+$/, '')}/`;
  const out = await output(session, [
    'ls-tree',
    '-z',
    '--full-tree',
    tip,
    '--',
    ...(prefix === '' ? [] : [prefix]),
  ]);
  return out
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const name = line.slice(line.indexOf('\t') + 1).slice(prefix.length);
      return line.startsWith('040000') ? `${name}/` : name;
    });
}
