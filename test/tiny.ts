import type { Server } from 'node:http';
import { Hono } from 'hono';
import { systemClock } from '../src/clock.ts';
import { type Db, Repeated } from '../src/db/database.ts';
import { signatureHeaders } from '../src/localslack/deliver/sign.ts';
import { openLog } from '../src/log.ts';
import { openMetrics } from '../src/metrics.ts';
import type { SlackApi } from '../src/slack/api.ts';
import { openBolt } from '../src/slack/app.ts';
import { dispatch, handleEvent } from '../src/slack/dispatch.ts';
import type { Entries } from '../src/slack/entry.ts';
import { openInbox } from '../src/slack/inbox.ts';
import { once } from '../src/slack/once.ts';
import { HttpReceiver } from '../src/slack/receiver.ts';
import { openWorkspaces } from '../src/slack/workspaces.ts';
import { listen, openServer } from '../src/web/server.ts';
import { freshSqlite } from './databases.ts';
import { TEAM } from './payloads.ts';

export const SECRET = 'a-signing-secret';

const note = (text: string) => ({ note: { text, blocks: [] } });

/** Features that only write down what they were asked to do. */
const entriesFor = (did: string[]): Entries<Db> => ({
  slashCommands: [
    {
      command: '/tiny',
      description: '',
      usageHint: '',
      otherwise: async (db, acting, text) => {
        if (text === 'slow') await new Promise((resolve) => setTimeout(resolve, 300));
        if (text === 'break') throw new TypeError('it broke');
        await db
          .atomically(() => [once(db, acting.once, 1)])
          .catch((error: unknown) => {
            if (!(error instanceof Repeated)) throw error;
          });
        did.push(`command ${text}`);
        return note(`did ${text}`);
      },
    },
  ],
  commands: [],
  shortcuts: [
    {
      id: 'tiny.global',
      type: 'global',
      name: 'Tiny',
      description: '',
      run: async () => void did.push('shortcut'),
    },
  ],
  presses: new Map([['tiny.press', async () => void did.push('press')]]),
  submits: new Map([
    [
      'tiny.submit',
      async () => {
        did.push('submit');
        return undefined;
      },
    ],
  ]),
  events: new Map([
    ['message', [async (_db, { event }) => void did.push(`message ${String(event['text'])}`)]],
  ]),
});

/** A Herald with next to no features: the real receiver, dispatch and inbox over real HTTP. */
export type Tiny = {
  readonly db: Db;
  readonly server: Server;
  readonly url: string;
  /** What was done, in order. */
  readonly did: string[];
  /** Posts a body, signed unless headers say otherwise. */
  post(body: string, headers?: Record<string, string>, path?: string): Promise<Response>;
  settled(): Promise<void>;
  close(): Promise<void>;
};

const silentApi: SlackApi = { call: async () => ({ ok: true }) };

/** Opens it; `wrap` may stand between dispatch and the database, to let it fail; `given` takes the place of its own. */
export async function openTiny(
  wrap: (db: Db) => Db = (db) => db,
  given: { api?: SlackApi; entries?: Partial<Entries<Db>> } = {},
): Promise<Tiny> {
  const bare = await freshSqlite();
  const db = wrap(bare);
  const did: string[] = [];
  const log = openLog('silent');
  const workspaces = openWorkspaces(bare, systemClock, { fixedToken: 'xoxb-tiny' });
  await workspaces.save(
    { id: TEAM, name: 'Acme', botUser: 'U0000009', botId: 'B0000001', installer: undefined },
    undefined,
  );
  const entries = { ...entriesFor(did), ...given.entries };
  const inbox = openInbox(db, systemClock, log, handleEvent(entries, db));
  const http = new HttpReceiver({ signingSecret: SECRET, clock: systemClock, log });
  const app = openBolt(http, workspaces, log);
  const acts = dispatch(app, { parts: db, entries, api: given.api ?? silentApi, inbox, log });
  const pages = new Hono().get('/healthz', (c) => c.text('ok'));
  const server = openServer(
    { '/slack/events': (request, response) => http.handle(request, response) },
    pages,
    openMetrics(),
  );
  const url = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    db,
    server,
    url,
    did,
    post: (body, headers = {}, path = '/slack/events') =>
      fetch(url + path, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...signatureHeaders(SECRET, body),
          ...headers,
        },
      }),
    async settled() {
      await acts.settled();
      await inbox.settled();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await inbox.settled();
      await bare.close();
    },
  };
}
