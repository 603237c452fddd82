import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { parseBody, type SlackBody } from './body.ts';
import { afterKeeping } from './keeping.ts';
import { signedBySlack } from './signature.ts';

/** Bytes; the largest payload Slack sends, a view of 250 KB, leaves room. */
const MOST_BYTES = 1024 * 1024;
/** Milliseconds that an answered request is remembered, twice as long as its signature is good for. */
const REPLAY_MEMORY = 600_000;
const MOST_REMEMBERED = 20_000;

type Reply = { readonly status: number; readonly type?: string; readonly body: string };
const reply = (status: number, body = ''): Reply => ({ status, body });

/** Bytes that are read and forgotten, so that whoever sends too much gets to read the refusal. */
const MOST_FORGOTTEN = 8 * MOST_BYTES;

/** Reads the whole body, or undefined when it is larger than a payload can be; rejects when it breaks off. */
const bytesOf = (request: IncomingMessage): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) chunks.push(chunk);
      else if (size > MOST_FORGOTTEN) resolve(undefined);
    });
    request.on('end', () => {
      const [only] = chunks;
      if (size > MOST_BYTES) resolve(undefined);
      else resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    });
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('The request broke off.'));
    });
  });

const headerOf = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

function replyWith(answer: unknown): Reply {
  if (answer === undefined || answer === null || answer === '') return reply(200);
  if (typeof answer === 'string') return reply(200, answer);
  return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(answer) };
}

/**
 * Takes Slack's requests over HTTP and hands them to Bolt. It refuses what is not signed, too old or from the
 * future, answers a replayed request as the first time without doing it again, and answers at once what nobody
 * handles. The socket's own time limits, set on the server, cut bodies that dribble.
 */
export class HttpReceiver implements Receiver {
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #answered = new Map<string, { at: number; reply: Promise<Reply> }>();
  #app: App | undefined;

  constructor(options: { signingSecret: string; clock: Clock; log: Log }) {
    this.#secret = options.signingSecret;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  init(app: App): void {
    this.#app = afterKeeping(app);
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  /** Answers one request to `/slack/events`. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bytesOf(request).catch(() => undefined);
    const made = bytes ? await this.#replyTo(request, bytes) : reply(413, 'The body is too large.');
    if (response.destroyed) return;
    response.writeHead(made.status, {
      'content-length': Buffer.byteLength(made.body),
      ...(made.type ? { 'content-type': made.type } : {}),
      ...(made.status === 413 ? { connection: 'close' } : {}),
    });
    response.end(made.body);
  }

  #replyTo(request: IncomingMessage, bytes: Buffer): Promise<Reply> | Reply {
    const signature = headerOf(request, 'x-slack-signature');
    const timestamp = headerOf(request, 'x-slack-request-timestamp');
    const now = this.#clock.now();
    if (!signature || !signedBySlack(this.#secret, { timestamp, signature }, bytes, now))
      return reply(401, 'The request is not signed by Slack.');
    const before = this.#answered.get(signature);
    if (before) return before.reply;
    const made = this.#handled(request, bytes);
    this.#remember(signature, made, now);
    return made;
  }

  #remember(signature: string, made: Promise<Reply>, now: number): void {
    this.#answered.set(signature, { at: now, reply: made });
    for (const [known, { at }] of this.#answered) {
      if (now - at < REPLAY_MEMORY && this.#answered.size <= MOST_REMEMBERED) break;
      this.#answered.delete(known);
    }
    // A request that failed may be sent again under the same signature.
    void made.then((answer) => {
      if (answer.status >= 500) this.#answered.delete(signature);
    });
  }

  async #handled(request: IncomingMessage, bytes: Buffer): Promise<Reply> {
    const body = parseBody(bytes, headerOf(request, 'content-type') ?? '');
    if (!body) return reply(400, 'The body cannot be read.');
    if (body.kind === 'check') return reply(200);
    if (body.kind === 'challenge') return reply(200, body.challenge);
    return this.#processed(body, request);
  }

  async #processed(body: SlackBody & { kind: 'payload' }, request: IncomingMessage): Promise<Reply> {
    const app = this.#app;
    if (!app) return reply(503, 'Herald is starting.');
    const retryNum = Number(headerOf(request, 'x-slack-retry-num'));
    const retryReason = headerOf(request, 'x-slack-retry-reason');
    return new Promise<Reply>((resolve) => {
      const ack = async (answer?: unknown): Promise<void> => resolve(replyWith(answer));
      app
        .processEvent({
          body: body.payload,
          ack,
          ...(Number.isFinite(retryNum) && retryNum > 0 ? { retryNum } : {}),
          ...(retryReason ? { retryReason } : {}),
        })
        .then(
          () => resolve(reply(404, 'Nobody handles this.')),
          (error: unknown) => {
            this.#log.error({ err: error }, 'a request from Slack failed');
            resolve(reply(503, 'Herald cannot do this now. Try again.'));
          },
        );
    });
  }
}
