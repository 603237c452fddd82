import type { Db } from '../src/db/database.ts';
import { type Channel, type LocalSlack, type Person, startLocalSlack } from '../src/localslack/index.ts';
import { openLog } from '../src/log.ts';
import type { DocumentNews } from '../src/outbox/documents.ts';
import type { Outcome } from '../src/outbox/messages.ts';
import { type Outbox, type OutboxGiven, openOutbox } from '../src/outbox/outbox.ts';
import type { MessagePublication } from '../src/outbox/publication.ts';
import { openSlackApi, type SlackApi } from '../src/slack/api.ts';
import { say } from '../src/slack/blocks.ts';

/** A clock that runs fast, so that a second between two posts is a moment; tests may move it on by hand. */
export class FastClock {
  readonly #start = Date.now();
  readonly #from = performance.now();
  #ahead = 0;
  now(): number {
    return this.#start + Math.round((performance.now() - this.#from) * 20) + this.#ahead;
  }
  /** Milliseconds. */
  advance(ms: number): void {
    this.#ahead += ms;
  }
}

/** An outbox that sends to a local Slack, without the rest of Herald. */
export type Post = {
  readonly db: Db;
  readonly clock: FastClock;
  readonly slack: LocalSlack;
  readonly general: Channel;
  readonly beta: Channel;
  readonly ana: Person;
  readonly api: SlackApi;
  readonly outbox: Outbox;
  readonly outcomes: Outcome[];
  readonly news: DocumentNews[];
  /** Another outbox over the same database, as after a restart or in another process. */
  another(given?: Partial<OutboxGiven>): Outbox;
  /** How often Slack was asked for this. */
  calls(method: string): number;
  close(): Promise<void>;
};

/** Opens it on a database; `given` takes the place of what the outbox is told. */
export async function openPost(db: Db, given: Partial<OutboxGiven> = {}): Promise<Post> {
  const clock = new FastClock();
  const slack = await startLocalSlack({ timeScale: 0.001, now: () => clock.now() });
  const ana = slack.addPerson({ name: 'ana' });
  const general = slack.addChannel({ name: 'general', members: [ana], botIn: true });
  const beta = slack.addChannel({ name: 'beta', members: [ana], botIn: true });
  const api = openSlackApi(slack.apiUrl, async () => slack.botToken);
  const outcomes: Outcome[] = [];
  const news: DocumentNews[] = [];
  const opened: Outbox[] = [];
  const open = (more: Partial<OutboxGiven>): Outbox => {
    const outbox = openOutbox({
      db,
      api,
      clock,
      log: openLog('silent'),
      home: async () => undefined,
      draw: async () => undefined,
      outcome: async (outcome) => void outcomes.push(outcome),
      news: async (_workspace, _product, one) => void news.push(one),
      ...given,
      ...more,
    });
    opened.push(outbox);
    return outbox;
  };
  const outbox = open({});
  await outbox.start();
  return {
    db,
    clock,
    slack,
    general,
    beta,
    ana,
    api,
    outbox,
    outcomes,
    news,
    another: (more = {}) => open(more),
    calls: (method) => slack.calls.filter((call) => call.method === method).length,
    async close() {
      await Promise.all(opened.map((one) => one.stop()));
      await slack.stop();
      await db.close();
    },
  };
}

/** A message that should stand. */
export const wanted = (
  key: string,
  to: { readonly id: string },
  text: string,
  more: Partial<MessagePublication> = {},
): MessagePublication => ({ kind: 'message', key, to: to.id, message: say(text), ...more });
