import type { Identity, Problem, WriteOutcome, WriteRequest, Written } from '../repository.ts';
import { buildCommit } from './build.ts';
import { classifyPush } from './classify.ts';
import { fetchTip, type Tip } from './clone.ts';
import { readEntries } from './entries.ts';
import { isOperationId, type Operations } from './operations.ts';
import { type NewFile, type Plan, plan } from './render.ts';
import type { Session } from './session.ts';
import type { Shelf } from './shelf.ts';

/** What a write needs to know and leaves behind for the next one. */
export type Desk = {
  session: Session;
  operations: Operations;
  identity: Identity;
  at: Tip;
  shelf: Shelf;
  /** The newest commit that this desk made, and its date in seconds. */
  own?: { commit: string; date: number };
  /** True if the remote must be asked before anything is built. */
  suspect: boolean;
  wait(ms: number): Promise<void>;
  random(): number;
};

const maxAttempts = 8;
const firstWaitMs = 50;
const longestWaitMs = 5_000;

function settled(commit: string | undefined, { files, kept, refused }: Plan): Written {
  return { outcome: 'ok', commit, written: files.map(({ path }) => path), kept, refused };
}

/** Asks the remote for the newest commit and reads which operations have arrived. */
export async function catchUp(desk: Desk, tags = false): Promise<{ rewritten: boolean } | Problem> {
  const fetched = await fetchTip(desk.session, desk.at, tags);
  if ('outcome' in fetched) return fetched;
  desk.at = { branch: fetched.branch, tip: fetched.tip };
  await desk.operations.follow(fetched.tip, fetched.rewritten);
  desk.suspect = false;
  return { rewritten: fetched.rewritten };
}

async function run(desk: Desk, args: readonly string[]): Promise<string | undefined> {
  const result = await desk.session.git(args);
  return result.code === 0 ? result.stdout.toString('utf8').trim() : undefined;
}

/** Renders again on the files as they were then, so that what the callers learn is what was written. */
async function replay(desk: Desk, commit: string, request: WriteRequest): Promise<Written> {
  const parent = await run(desk, ['rev-parse', '--verify', '--quiet', `${commit}^1`]);
  const planned = await plan((paths) => readEntries(desk.session, parent, paths), request.changes);
  return { ...settled(commit, planned), already: true };
}

async function dateAfter(desk: Desk, atMs: number): Promise<number> {
  const seconds = Math.max(0, Math.floor(atMs / 1000));
  const { tip } = desk.at;
  if (tip === undefined) return seconds;
  const own = desk.own?.commit === tip ? desk.own.date : undefined;
  const parent = own ?? Number(await run(desk, ['show', '-s', '--format=%ct', tip]));
  return Number.isFinite(parent) ? Math.max(seconds, parent + 1) : seconds;
}

async function push(desk: Desk, commit: string): Promise<Problem | 'again' | undefined> {
  const { branch, tip } = desk.at;
  const ref = `refs/heads/${branch}`;
  const lease = `--force-with-lease=${ref}:${tip ?? ''}`;
  const result = await desk.session.git(['push', '--porcelain', lease, 'origin', `${commit}:${ref}`]);
  const verdict = classifyPush(result);
  if (verdict === undefined) return undefined;
  desk.suspect = true;
  if (verdict === 'stale' || verdict === 'lock') return 'again';
  return desk.session.problem(verdict, result.failure ?? `${result.stderr}\n${rejection(result.stdout)}`);
}

function rejection(stdout: Buffer): string {
  const line =
    stdout
      .toString('utf8')
      .split('\n')
      .find((each) => each.startsWith('!')) ?? '';
  return line.split('\t').at(-1) ?? '';
}

async function arrived(desk: Desk, commit: string): Promise<boolean> {
  const { tip } = desk.at;
  if (tip === undefined) return false;
  return (await desk.session.git(['merge-base', '--is-ancestor', commit, tip])).code === 0;
}

type Made = { commit: string; date: number; ids: readonly string[]; files: readonly NewFile[] };

function adopt(desk: Desk, { commit, date, ids, files }: Made): void {
  desk.at = { ...desk.at, tip: commit };
  desk.own = { commit, date };
  desk.operations.moved(commit, ids);
  desk.shelf.moved(commit, files);
}

/** Moves the clone's own branch to the newest known commit, for those who read the clone. */
export async function showTip({ session, at, own }: Desk): Promise<void> {
  if (own === undefined || own.commit !== at.tip) return;
  await session.git(['update-ref', `refs/heads/${at.branch}`, own.commit]);
}

type Attempt = { done: WriteOutcome } | { retry: Problem; sent?: Sent };
type Sent = { commit: string; result: Written };

async function attempt(desk: Desk, request: WriteRequest): Promise<Attempt> {
  const fresh = request.operationIds.filter((id) => desk.operations.commitOf(id) === undefined);
  const [firstId] = request.operationIds;
  const landed = firstId === undefined || fresh.length > 0 ? undefined : desk.operations.commitOf(firstId);
  if (landed !== undefined) return { done: await replay(desk, landed, request) };
  const { tip } = desk.at;
  const planned = await plan((paths) => desk.shelf.read(tip, paths), request.changes);
  if (planned.files.length === 0) return { done: settled(tip, planned) };
  const date = await dateAfter(desk, request.at);
  const recipe = { request, operationIds: fresh, identity: desk.identity, date };
  const commit = await buildCommit(desk.session, tip, planned.files, recipe);
  if (typeof commit !== 'string') return { done: commit };
  const result = settled(commit, planned);
  const answer = await push(desk, commit);
  if (answer === undefined) {
    adopt(desk, { commit, date, ids: fresh, files: planned.files });
    return { done: result };
  }
  if (answer === 'again') return { retry: desk.session.problem('stale', ''), sent: { commit, result } };
  return answer.outcome === 'unknown' ? { retry: answer, sent: { commit, result } } : { done: answer };
}

/** Writes a request: builds on the newest known commit, sends with a lease, and starts over if others were faster. */
export async function writeRequest(desk: Desk, request: WriteRequest): Promise<WriteOutcome> {
  const bad = request.operationIds.find((id) => !isOperationId(id));
  if (bad !== undefined)
    return desk.session.problem('refused', `The operation id ${JSON.stringify(bad)} is not usable.`);
  let last: Problem = desk.session.problem('stale', '');
  let sent: Sent | undefined;
  for (let count = 0; count < maxAttempts; count += 1) {
    if (desk.suspect) {
      const asked = await catchUp(desk);
      if ('outcome' in asked) return last.outcome === 'unknown' ? last : asked;
      if (sent !== undefined && (await arrived(desk, sent.commit))) return sent.result;
    }
    const tried = await attempt(desk, request);
    if ('done' in tried) return tried.done;
    last = tried.retry;
    sent = tried.sent ?? sent;
    if (last.outcome === 'unknown' && count >= 2) return last;
    await desk.wait(desk.random() * Math.min(longestWaitMs, firstWaitMs * 2 ** count));
  }
  return last;
}
