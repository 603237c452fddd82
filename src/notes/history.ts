import { stat } from 'node:fs/promises';
import { gitText, runGit } from './git.ts';
import { type Commit, NotesError } from './types.ts';

const FIELDS = '%x00%H%x00%P%x00%an%x00%s%x00%b';
const MAX_SUBJECT = 500;
const MAX_BODY = 20_000;

/** Makes sure the path is a git repository that has a commit, or says what is wrong with it. */
export async function assertRepository(repo: string): Promise<void> {
  const found = await stat(repo).catch(() => null);
  if (!found?.isDirectory()) throw new NotesError(`There is no directory at ${repo}.`);
  const inside = await runGit(repo, ['rev-parse', '--git-dir']);
  if (inside.code !== 0) {
    if (/dubious ownership/.test(inside.stderr)) {
      throw new NotesError(`git does not trust ${repo}, because another user owns it.`);
    }
    throw new NotesError(`${repo} is not a git repository.`);
  }
  const any = await gitText(repo, ['rev-list', '--all', '--max-count=1']);
  if (!any?.trim()) throw new NotesError(`The repository at ${repo} has no commits yet.`);
}

function isPlainRef(ref: string): boolean {
  return ref !== '' && ref.length <= 255 && !/^[-^]|[\p{Cc}\s:?*[\\{]|\.\./u.test(ref);
}

/** Turns a tag, branch or commit into a full sha; a tag wins over a branch of the same name. */
export async function resolveRef(repo: string, ref: string): Promise<string> {
  if (isPlainRef(ref)) {
    for (const name of [`refs/tags/${ref}`, ref]) {
      const sha = await gitText(repo, [
        'rev-parse',
        '--verify',
        '--quiet',
        '--end-of-options',
        `${name}^{commit}`,
      ]);
      if (sha !== null && /^[0-9a-f]{40,64}$/.test(sha.trim())) return sha.trim();
    }
  }
  throw new NotesError(`The repository has no tag or commit named ${JSON.stringify(ref.slice(0, 100))}.`);
}

/** Lists the repository's tags with the commit each one points at, optionally only those merged into a commit. */
export async function listTags(repo: string, mergedInto?: string): Promise<Map<string, string>> {
  const format = '--format=%(refname:strip=2)%00%(*objectname)%00%(objectname)';
  const merged = mergedInto === undefined ? [] : [`--merged=${mergedInto}`];
  const text = (await gitText(repo, ['for-each-ref', format, ...merged, 'refs/tags'])) ?? '';
  const tags = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [name, peeled, direct] = line.split('\0');
    if (name && (peeled || direct)) tags.set(name, peeled || direct || '');
  }
  return tags;
}

function joinCutSubject(subject: string, body: string): { subject: string; body: string } {
  const cut = /^(.*)(?:…|\.\.\.)( \(#\d+\))?$/.exec(subject);
  const rest = /^(?:…|\.\.\.)(.*)/.exec(body);
  if (!cut || !rest) return { subject, body };
  return { subject: `${cut[1]}${rest[1]}${cut[2] ?? ''}`, body: body.slice(rest[0].length).trimStart() };
}

function parseLog(text: string): Commit[] {
  const tokens = text.split('\0');
  const commits: Commit[] = [];
  let at = tokens[0] === '' ? 1 : 0;
  while (at + 4 < tokens.length) {
    const [sha = '', parents = '', author = '', subject = '', body = ''] = tokens.slice(at, at + 5);
    at += 5;
    const files: string[] = [];
    for (let file = tokens[at]; file !== undefined && file !== ''; file = tokens[++at]) {
      files.push(file.startsWith('\n') ? file.slice(1) : file);
    }
    at += 1;
    const whole = joinCutSubject(subject, body.trim().replaceAll('\r', '').slice(0, MAX_BODY));
    commits.push({
      sha,
      parents: parents.split(' ').filter(Boolean),
      author,
      subject: whole.subject.replace(/\s+/g, ' ').trim().slice(0, MAX_SUBJECT),
      body: whole.body,
      files,
    });
  }
  return commits;
}

/** Reads the commits of `from..to`, newest first, with the files each one touched (trees only, never blobs). */
export async function readCommits(
  repo: string,
  from: string | null,
  to: string,
  limit: number,
): Promise<Commit[]> {
  const range = from === null ? to : `${from}..${to}`;
  const read = (...how: string[]) =>
    runGit(repo, [
      'log',
      '-z',
      ...how,
      `--format=${FIELDS}`,
      `--max-count=${limit}`,
      '--end-of-options',
      range,
      '--',
    ]);
  let result = await read('--no-renames', '--name-only');
  // A vendored tree can name millions of files; the subjects alone still make a draft.
  if (result.code !== 0) result = await read('--no-patch');
  if (result.code !== 0) throw new NotesError(`git could not read the commits of ${range}.`);
  return parseLog(result.stdout.toString('utf8'));
}

/** Lists the files of a commit's tree. */
export async function listFiles(repo: string, commit: string): Promise<string[]> {
  const text = await gitText(repo, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]);
  return text === null ? [] : text.split('\0').filter(Boolean);
}

/** Reads one file as it stood at a commit, or null when it is not there. */
export async function readFileAt(repo: string, commit: string, path: string): Promise<string | null> {
  return gitText(repo, ['cat-file', 'blob', `${commit}:${path}`]);
}

/** The web address of the repository's origin without credentials, or null. */
export async function originWebUrl(repo: string): Promise<string | null> {
  const remote = (await gitText(repo, ['config', '--get', 'remote.origin.url']))?.trim() ?? '';
  const match =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(remote) ??
    /^(?:[\w.-]+@)([\w.-]+):(.+?)(?:\.git)?\/?$/.exec(remote);
  return match && /^[\w./~-]+$/.test(match[2] ?? '') ? `https://${match[1]}/${match[2]}` : null;
}
