import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { slug } from '../names.ts';
import type { Head, Identity, Problem, RefreshOutcome, Repository, WriteOutcome } from '../repository.ts';
import { RepositoryError } from '../repository.ts';
import { isRefName, parseAddress } from './address.ts';
import { isDamage } from './classify.ts';
import { forget, prepare } from './clone.ts';
import { listFolder, readCommits, readFileAt, readTags } from './history.ts';
import { followOperations } from './operations.ts';
import { inTurn } from './queue.ts';
import { openSession, type Session } from './session.ts';
import { openShelf } from './shelf.ts';
import { catchUp, type Desk, showTip, writeRequest } from './write.ts';

/** A git remote by any address git knows, and where its clone is kept. */
export type RemoteOptions = {
  /** https, ssh, git or file URL, `host:path`, or a path. */
  remote: string;
  /** The branch to write to; default: the one that the remote's HEAD names. */
  branch?: string;
  /** The directory under which the clone is made. */
  cacheDir: string;
  /** Who commits. */
  identity?: Identity;
  /** For https remotes; never shown, never in an argument. */
  token?: string;
  username?: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** The hard limit for one talk with the remote, in milliseconds. */
  timeoutMs?: number;
  wait?(ms: number): Promise<void>;
  random?(): number;
};

/** A repository behind a git remote; its bare clone may be read by others, but only written by it. */
export type RemoteRepository = Repository & {
  gitDir: string;
  /** The address without credentials, for people. */
  label: string;
};

const herald: Identity = { name: 'Herald', email: 'herald@localhost' };

function cloneDirectory(options: RemoteOptions, label: string, url: string): string {
  const key = createHash('sha256')
    .update(`${url}\0${options.branch ?? ''}`)
    .digest('hex')
    .slice(0, 16);
  return resolve(join(options.cacheDir, `${slug(basename(label, '.git'))}-${key}.git`));
}

async function openDesk(session: Session, options: RemoteOptions): Promise<Desk | Problem> {
  const at = await prepare(session, options.branch, options.now());
  if ('outcome' in at) return at;
  const operations = followOperations(session);
  await operations.follow(at.tip, false);
  return {
    session,
    operations,
    shelf: openShelf(session),
    identity: options.identity ?? herald,
    at: { branch: at.branch, tip: at.tip },
    suspect: at.suspect,
    wait: options.wait ?? ((ms) => setTimeout(ms)),
    random: options.random ?? Math.random,
  };
}

/** A fault of the disk is an answer; a fault in a render is a mistake of the program and stays one. */
function asProblem(session: Session, error: unknown): Problem {
  if (error instanceof RepositoryError) return error.problem;
  if (error instanceof Error && 'syscall' in error) return session.problem('local', error.message);
  throw error;
}

function headOf(desk: Desk): Head | undefined {
  const { branch, tip } = desk.at;
  return tip === undefined ? undefined : { branch, oid: tip };
}

/** Opens a git remote; throws a RepositoryError only if the address or the branch's name cannot be used. */
export function openRemote(options: RemoteOptions): RemoteRepository {
  const address = parseAddress(options.remote);
  if ('refusal' in address) throw new RepositoryError({ outcome: 'refused', reason: address.refusal });
  if (options.branch !== undefined && !isRefName(options.branch)) {
    throw new RepositoryError({ outcome: 'refused', reason: 'The name of the branch cannot be used.' });
  }
  const gitDir = cloneDirectory(options, address.label, address.url);
  const session = openSession(gitDir, address, options);
  let desk: Desk | undefined;
  const withDesk = <T>(task: (desk: Desk) => Promise<T>): Promise<T> =>
    inTurn(gitDir, async () => {
      if (desk === undefined) {
        const opened = await openDesk(session, options);
        if ('outcome' in opened) throw new RepositoryError(opened);
        desk = opened;
      }
      return task(desk);
    });
  const mend = async <T extends WriteOutcome | RefreshOutcome>(answer: T): Promise<T> => {
    // The remote has everything: a damaged clone is not repaired but made anew, with the next request.
    if (answer.outcome === 'ok' || !isDamage(answer.reason)) return answer;
    desk = undefined;
    await forget(session);
    return answer;
  };
  const settle = <T extends WriteOutcome | RefreshOutcome>(task: Promise<T>) =>
    task.catch((error: unknown) => asProblem(session, error)).then(mend);
  const atTip = <T>(otherwise: T, task: (tip: string) => Promise<T>): Promise<T> =>
    withDesk(({ at }) => (at.tip === undefined ? Promise.resolve(otherwise) : task(at.tip)));
  const refresh = async (): Promise<RefreshOutcome> => {
    const asked = (open: Desk) => catchUp(open, true).then((answer) => ({ answer, head: headOf(open) }));
    const { answer, head } = await withDesk(asked);
    return 'outcome' in answer ? answer : { outcome: 'ok', head, rewritten: answer.rewritten };
  };
  return {
    gitDir,
    label: address.label,
    write: (request) => {
      const writing = settle(withDesk((open) => writeRequest(open, request)));
      // Next in the queue, so that nobody waits for it but the next request.
      inTurn(gitDir, () => (desk === undefined ? Promise.resolve() : showTip(desk))).catch(() => {});
      return writing;
    },
    read: (path) => atTip<string | undefined>(undefined, (tip) => readFileAt(session, tip, path)),
    list: (folder) => atTip<string[]>([], (tip) => listFolder(session, tip, folder)),
    head: () => withDesk((open) => Promise.resolve(headOf(open))),
    refresh: () => settle(refresh()),
    tags: () => atTip([], (tip) => readTags(session, tip)),
    commits: (range = {}) => atTip([], (tip) => readCommits(session, tip, range)),
    show: (revision, path) => atTip<string | undefined>(undefined, () => readFileAt(session, revision, path)),
    close: () => inTurn(gitDir, () => Promise.resolve()),
  };
}
