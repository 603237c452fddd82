import type { Obj } from '../json.ts';

/** A refusal in Slack's own words. */
export class SlackError extends Error {
  readonly code: string;
  readonly extra: Obj;
  readonly messages: string[];

  constructor(code: string, messages: string[] = [], extra: Obj = {}) {
    super(messages.length ? `${code}: ${messages.join('; ')}` : code);
    this.code = code;
    this.messages = messages;
    this.extra = extra;
  }
}

/** What a client refuses before anything is sent, such as a label that nobody can see. */
export class ClientRefusal extends Error {}
