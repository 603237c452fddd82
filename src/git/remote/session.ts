import { type Problem, RepositoryError } from '../repository.ts';
import { type GitOptions, type GitResult, git } from '../run.ts';
import type { Address } from './address.ts';
import { classifyFetch, type Verdict } from './classify.ts';
import { sanitise } from './sanitise.ts';

/** A clone, the remote it belongs to, and git run on the two; secrets stay in here. */
export type Session = {
  gitDir: string;
  label: string;
  url: string;
  git(args: readonly string[], options?: GitOptions): Promise<GitResult>;
  /** A problem with advice and with git's own words, free of secrets. */
  problem(verdict: Verdict, result: Pick<GitResult, 'stderr'> | string): Problem;
};

/** How long a talk with the remote may take, in milliseconds. */
export const networkTimeoutMs = 120_000;

const advice: Record<Problem['outcome'], string> = {
  stale: 'Others keep changing the branch; the change is tried again later.',
  busy: 'The git remote cannot be reached or is busy; the change is kept and tried again.',
  unknown: 'The answer of the git remote was lost; the remote is asked before anything is tried again.',
  policy: 'The git remote does not accept this change; allow Herald to push, or use a pull request.',
  auth: 'The git remote does not accept the credentials; renew the token or key.',
  local: 'The machine that Herald runs on has a problem with its clone; check disk space and permissions.',
  refused: 'A person must decide before anything is written.',
};

const patienceMs: Partial<Record<Problem['outcome'], number>> = {
  stale: 5_000,
  busy: 15_000,
  unknown: 15_000,
};

function credentials(address: Address, token: string, username: string | undefined): [string, string][] {
  if (address.httpScope === undefined || token === '') return [];
  const fallback = /gitlab/i.test(address.httpScope) ? 'oauth2' : 'x-access-token';
  const pair = Buffer.from(`${username ?? fallback}:${token}`).toString('base64');
  const key = `http.${address.httpScope}.extraheader`;
  // The empty value first: it drops any header that was configured before.
  return [
    [key, ''],
    [key, `Authorization: Basic ${pair}`],
  ];
}

/** Binds a clone's directory to its remote; the token goes to git through the environment only. */
export function openSession(
  gitDir: string,
  address: Address,
  given: { token?: string; username?: string; timeoutMs?: number },
): Session {
  const token = given.token ?? address.token ?? '';
  const config = credentials(address, token, given.username ?? address.username);
  const secrets = [
    token,
    encodeURIComponent(token),
    ...config.map(([, value]) => value.split(' ').at(-1) ?? ''),
  ];
  return {
    gitDir,
    label: address.label,
    url: address.url,
    git: (args, options = {}) =>
      git(args, {
        gitDir,
        timeoutMs: given.timeoutMs ?? networkTimeoutMs,
        ...options,
        config: [...config, ...(options.config ?? [])],
      }),
    problem: (verdict, result) => {
      const outcome = verdict === 'lock' ? 'busy' : verdict === 'gone' ? 'refused' : verdict;
      const words = sanitise(typeof result === 'string' ? result : result.stderr, secrets);
      const retryAfterMs = patienceMs[outcome];
      return {
        outcome,
        reason: words === '' ? advice[outcome] : `${advice[outcome]}\n${words}`,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
    },
  };
}

/** The output of a git command on the clone; throws a RepositoryError if it fails. */
export async function output(
  session: Session,
  args: readonly string[],
  options?: GitOptions,
): Promise<Buffer> {
  const result = await session.git(args, options);
  if (result.code === 0) return result.stdout;
  throw new RepositoryError(session.problem(classifyFetch(result), result.failure ?? result));
}
