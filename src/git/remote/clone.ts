import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../repository.ts';
import { isRefName } from './address.ts';
import { classifyFetch } from './classify.ts';
import type { Session } from './session.ts';
import { sweep } from './sweep.ts';

/** The branch of a clone and its newest commit; `tip` is undefined while the branch is unborn. */
export type Tip = { branch: string; tip: string | undefined };

const cloneTimeoutMs = 15 * 60 * 1000;
const readyFile = 'herald-branch';

type Advertised = { head: string | undefined; branches: string[] };

async function advertised(session: Session): Promise<Advertised | Problem> {
  const result = await session.git(['ls-remote', '--symref', session.url, 'HEAD', 'refs/heads/*']);
  if (result.code !== 0) return session.problem(classifyFetch(result), result);
  const lines = result.stdout.toString('utf8').split('\n');
  const head = lines
    .map((line) => /^ref: refs\/heads\/(\S+)\tHEAD$/.exec(line)?.[1])
    .find((name) => name !== undefined);
  const branches = lines
    .map((line) => /\trefs\/heads\/(\S+)$/.exec(line)?.[1])
    .filter((name) => name !== undefined);
  return { head, branches };
}

function missing(session: Session, branch: string | undefined, branches: readonly string[]): Problem {
  const list = branches.slice(0, 20).join(', ');
  const what =
    branch === undefined
      ? 'The remote names no default branch.'
      : `The branch "${branch}" does not exist on the remote.`;
  const there = list === '' ? 'The remote has no branches.' : `Branches there: ${list}.`;
  return session.problem(
    'refused',
    `${what} Herald does not create it. Set GIT_BRANCH or restore the branch. ${there}`,
  );
}

async function chooseBranch(session: Session, wanted: string | undefined): Promise<string | Problem> {
  const there = await advertised(session);
  if ('outcome' in there) return there;
  if (there.branches.length === 0) return wanted ?? there.head ?? 'main';
  const branch = wanted ?? there.head;
  if (branch === undefined || !there.branches.includes(branch))
    return missing(session, branch, there.branches);
  if (!isRefName(branch))
    return session.problem('refused', 'The default branch has an unusual name; set GIT_BRANCH.');
  return branch;
}

/** Asks the remote for the branch (and its tags); never makes a deleted branch look unborn. */
export async function fetchTip(
  session: Session,
  known: Tip,
  tags = false,
): Promise<(Tip & { rewritten: boolean }) | Problem> {
  const { branch } = known;
  const ref = `refs/heads/${branch}`;
  const refspecs = [`+${ref}:${ref}`, ...(tags ? ['+refs/tags/*:refs/tags/*'] : [])];
  const args = [
    'fetch',
    '--quiet',
    tags ? '--prune' : '--no-prune',
    '--no-tags',
    '--no-write-fetch-head',
    '--filter=blob:none',
    'origin',
    ...refspecs,
  ];
  const result = await session.git(args, known.tip === undefined ? { timeoutMs: cloneTimeoutMs } : {});
  if (result.code !== 0) {
    const verdict = classifyFetch(result);
    if (verdict !== 'gone') return session.problem(verdict, result);
    const there = await advertised(session);
    if ('outcome' in there) return there;
    if (known.tip === undefined && there.branches.length === 0) return { ...known, rewritten: false };
    return missing(session, branch, there.branches);
  }
  const parsed = await session.git(['rev-parse', '--verify', '--quiet', ref]);
  const tip = parsed.stdout.toString('utf8').trim();
  if (parsed.code !== 0) return session.problem('local', parsed);
  return { branch, tip, rewritten: await isRewritten(session, known.tip, tip) };
}

async function isRewritten(session: Session, from: string | undefined, to: string): Promise<boolean> {
  if (from === undefined || from === to) return false;
  return (await session.git(['merge-base', '--is-ancestor', from, to])).code !== 0;
}

async function create(session: Session, branch: string): Promise<Problem | undefined> {
  await rm(session.gitDir, { recursive: true, force: true });
  await mkdir(session.gitDir, { recursive: true });
  const init = await session.git(['init', '--quiet', '--bare', '--initial-branch', branch, '--template=']);
  if (init.code !== 0) return session.problem('local', init.failure ?? init);
  const settings = [
    ['remote.origin.url', session.url],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.partialclonefilter', 'blob:none'],
    ['core.repositoryformatversion', '1'],
    ['extensions.partialclone', 'origin'],
  ] as const;
  for (const [key, value] of settings) {
    const result = await session.git(['config', key, value]);
    if (result.code !== 0) return session.problem('local', result);
  }
  return undefined;
}

async function readReady(session: Session): Promise<string | undefined> {
  const branch = await readFile(join(session.gitDir, readyFile), 'utf8').catch(() => undefined);
  return branch !== undefined && isRefName(branch) ? branch : undefined;
}

async function tidy(session: Session, now: number): Promise<void> {
  await sweep(session.gitDir, now);
  // Every write leaves a few loose objects; git itself judges whether packing them is worth it.
  const config = [
    ['gc.auto', '2000'],
    ['gc.autoDetach', 'false'],
  ] as const;
  await session.git(['gc', '--auto', '--quiet'], { config, timeoutMs: cloneTimeoutMs });
}

/** Makes sure that the clone is made anew the next time it is opened. */
export async function forget(session: Session): Promise<void> {
  await rm(join(session.gitDir, readyFile), { force: true });
}

/** Makes the clone if there is none, sweeps it, and asks the remote for the newest commit. */
export async function prepare(
  session: Session,
  wanted: string | undefined,
  now: number,
): Promise<(Tip & { suspect: boolean }) | Problem> {
  const ready = await readReady(session);
  const branch = ready ?? (await chooseBranch(session, wanted));
  if (typeof branch !== 'string') return branch;
  if (ready === undefined) {
    const problem = await create(session, branch);
    if (problem !== undefined) return problem;
  } else await tidy(session, now);
  const parsed = await session.git(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`]);
  const last = parsed.stdout.toString('utf8').trim();
  const known = { branch, tip: last === '' ? undefined : last };
  const fetched = await fetchTip(session, known, true);
  // What was fetched before can still be read while the remote is away.
  if ('outcome' in fetched) return known.tip === undefined ? fetched : { ...known, suspect: true };
  if (ready === undefined) await writeFile(join(session.gitDir, readyFile), branch);
  return { branch, tip: fetched.tip, suspect: false };
}
