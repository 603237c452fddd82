import type { Obj } from '../json.ts';
import type { World } from '../world/world.ts';
import { type Answer, post } from './post.ts';
import { signatureHeaders } from './sign.ts';
import { Sockets } from './sockets.ts';

/** The kinds of things that Slack sends to an app, in Socket Mode's words. */
export type Kind = 'events_api' | 'interactive' | 'slash_commands';

const NOBODY_THERE: Answer = {
  status: 0,
  body: '',
  contentType: '',
  headers: {},
  ms: 0,
  failure: 'connection_failed',
};

/** Sends signed requests to the app, or envelopes when it is connected by Socket Mode. */
export class Sender {
  readonly sockets = new Sockets();
  private readonly world: World;
  private flying = 0;

  constructor(world: World) {
    this.world = world;
  }

  /** Whether nothing is on its way to the app. */
  get idle(): boolean {
    return this.flying === 0;
  }

  /** Sends one thing and waits for the acknowledgement, at most the three seconds that Slack waits. */
  async send(
    kind: Kind,
    payload: Obj,
    url = '',
    retry: { num: number; reason: string } = { num: 0, reason: '' },
  ): Promise<Answer> {
    this.flying += 1;
    try {
      return await this.route(kind, payload, url, retry);
    } finally {
      this.flying -= 1;
      this.world.changed();
    }
  }

  private route(
    kind: Kind,
    payload: Obj,
    url: string,
    retry: { num: number; reason: string },
  ): Promise<Answer> {
    const { ackDeadline } = this.world.settings;
    if (this.sockets.connected) {
      const note = { retry_attempt: retry.num, retry_reason: retry.reason };
      return this.sockets.send(kind, payload, kind === 'events_api' ? note : {}, ackDeadline);
    }
    if (this.sockets.used && !this.world.requestUrl) return Promise.resolve(NOBODY_THERE);
    const target = this.world.requestUrl || url;
    if (!target) throw new Error('The app is not connected: call slack.connect(url) or open Socket Mode.');
    const body = encode(kind, payload);
    const type = kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded';
    const again = { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason };
    const headers = {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signatureHeaders(this.world.signingSecret, body, Math.floor(this.world.settings.now() / 1000)),
      ...(retry.num ? again : {}),
    };
    return post(target, headers, body, ackDeadline);
  }
}

function encode(kind: Kind, payload: Obj): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]);
  return new URLSearchParams(fields).toString();
}
