import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';

/** What Slack said no to, with its code. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal';
  readonly code: string;
  readonly method: string;
  constructor(method: string, code: string) {
    super(`${method}: ${code}`);
    this.code = code;
    this.method = method;
  }
}

/** Slack asked to wait; nothing was done. */
export class SlackBusy extends Error {
  override readonly name = 'SlackBusy';
  readonly method: string;
  /** Milliseconds. */
  readonly retryAfter: number;
  constructor(method: string, retryAfter: number) {
    super(`${method}: asked to wait ${retryAfter} ms`);
    this.method = method;
    this.retryAfter = retryAfter;
  }
}

/** No answer came, or none that could be read: whether Slack did it is not known. */
export class SlackSilent extends Error {
  override readonly name = 'SlackSilent';
}

/** Answers of the Web API are read field by field; nothing is assumed about them. */
export type SlackAnswer = Record<string, unknown>;

export type SlackApi = {
  /** Calls one method for one workspace. Throws `SlackRefusal`, `SlackBusy` or `SlackSilent`. */
  call(workspace: string, method: string, args: Record<string, unknown>): Promise<SlackAnswer>;
};

const TIMEOUT_MS = 12_000;

/** Slack broke in the middle: what was asked may have been done all the same. */
const BROKE = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

const errorField = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined;

/** What a call's failure means; `error` is what the Web API client threw. */
export function translated(method: string, error: unknown): Error {
  const code = errorField(error, 'code');
  if (code === ErrorCode.RateLimitedError) {
    const seconds = Number(errorField(error, 'retryAfter'));
    return new SlackBusy(method, Math.max(1, Number.isFinite(seconds) ? seconds : 1) * 1000);
  }
  if (code === ErrorCode.PlatformError) {
    const data = errorField(error, 'data');
    const name = String(errorField(data, 'error') ?? 'unknown_error');
    // What cannot be read stands here as the code; it may be a proxy's page, so what Slack did is not known.
    if (!/^[a-z][a-z0-9_]{2,99}$/.test(name)) return new SlackSilent(`${method}: the answer cannot be read`);
    if (BROKE.has(name)) return new SlackSilent(`${method}: ${name}`);
    return name === 'ratelimited' || name === 'rate_limited'
      ? new SlackBusy(method, 30_000)
      : new SlackRefusal(method, name);
  }
  return new SlackSilent(`${method}: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}

/** What `openSlackApi` is told instead of a token: the code that a call is refused with before it is made. */
export type NoToken = { readonly refusal: 'account_inactive' | 'token_unreadable' };

/**
 * One WebClient for all workspaces, the token given with each call: a client per token would stay in memory for ever.
 * Its own retries are off, because one 429 would hold back everything and a timed-out post would be sent twice.
 */
export function openSlackApi(
  url: string,
  tokenOf: (workspace: string) => Promise<string | NoToken>,
): SlackApi {
  const client = new WebClient(undefined, {
    slackApiUrl: url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    allowAbsoluteUrls: false,
    maxRequestConcurrency: 100,
    // What goes wrong is thrown, and told once in Herald's own log.
    logLevel: LogLevel.ERROR,
  });
  return {
    async call(workspace, method, args) {
      const token = await tokenOf(workspace);
      if (typeof token !== 'string') throw new SlackRefusal(method, token.refusal);
      try {
        return (await client.apiCall(method, { ...args, token })) as unknown as SlackAnswer;
      } catch (error) {
        throw translated(method, error);
      }
    },
  };
}
