import { createServer, type IncomingMessage, type Server } from 'node:http';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, expect, test } from 'vitest';
import { manifest } from './fixture-app.ts';
import { type LocalSlack, startLocalSlack } from './index.ts';

let slack: LocalSlack | undefined;
let server: Server | undefined;

afterEach(async () => {
  await slack?.stop();
  server?.closeAllConnections();
  server?.close();
});

type Hearer = (
  request: IncomingMessage,
  body: string,
) => { status: number; body?: string; headers?: Record<string, string> } | undefined;

async function listen(hear: Hearer): Promise<string> {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const answer = hear(request, Buffer.concat(chunks).toString());
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/slack/events`;
}

async function world(hear: Hearer, options: object = {}): Promise<LocalSlack> {
  slack = await startLocalSlack({ timeScale: 0.0001, ackDeadline: 100, patience: 50, ...options });
  slack.addPerson({ name: 'ana' });
  slack.addChannel({ name: 'general' });
  slack.connect(await listen(hear));
  return slack;
}

test('an event that is not acknowledged comes three times more, with number and reason', async () => {
  const seen: (string | undefined)[][] = [];
  const one = await world((request, body) => {
    seen.push([
      String(request.headers['x-slack-retry-num'] ?? ''),
      String(request.headers['x-slack-retry-reason'] ?? ''),
      JSON.parse(body).event_id,
    ]);
    return seen.length === 2 ? undefined : { status: 500 };
  });
  await one.person('ana').post('#general', 'hello');
  await one.settle();
  expect(seen.map(([num, reason]) => `${num} ${reason}`.trim())).toEqual([
    '',
    '1 http_error',
    '2 http_timeout',
    '3 http_error',
  ]);
  expect(new Set(seen.map((entry) => entry[2])).size).toBe(1);
});

test('an app may refuse retries', async () => {
  let count = 0;
  const one = await world(() => {
    count += 1;
    return { status: 500, headers: { 'x-slack-no-retry': '1' } };
  });
  await one.person('ana').post('#general', 'hello');
  await one.settle();
  expect(count).toBe(1);
});

test('a command that is not acknowledged in time fails for the person', async () => {
  const one = await world(() => undefined);
  const outcome = await one.person('ana').type('#general', '/release');
  expect([outcome.timedOut, outcome.error, outcome.status]).toEqual([true, 'operation_timeout', 0]);
});

test('a response_url is good for five answers in half an hour', async () => {
  let now = 1_700_000_000_000;
  let url = '';
  const one = await world(
    (_, body) => {
      url = new URLSearchParams(body).get('response_url') ?? url;
      return { status: 200 };
    },
    { now: () => now },
  );
  const answer = (body: object) =>
    fetch(url, { method: 'POST', body: JSON.stringify(body) }).then((response) => response.status);
  await one.person('ana').type('#general', '/release');
  const statuses = [];
  for (let use = 1; use <= 6; use++) statuses.push(await answer({ text: `${use}` }));
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  await one.person('ana').type('#general', '/release');
  now += 31 * 60_000;
  expect(await answer({ text: 'late' })).toBe(404);
  expect(one.person('ana').inbox.map((message) => message.text)).toEqual(['1', '2', '3', '4', '5']);
});

test('a command may answer in the body, to all', async () => {
  const one = await world(() => ({
    status: 200,
    body: JSON.stringify({ response_type: 'in_channel', text: 'All see this' }),
  }));
  const outcome = await one.person('ana').type('#general', '/release');
  expect(outcome.answer?.ephemeral).toBe(false);
  expect(one.channel('general').messages.map((message) => message.text)).toEqual([
    '/release',
    'All see this',
  ]);
});

test('workspaces know nothing of each other', async () => {
  const one = await world(() => ({ status: 200 }));
  const other = one.addWorkspace({ name: 'Other' });
  const theirs = other.addChannel({ name: 'general' });
  const response = await fetch(`${one.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${one.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: theirs.id, text: 'x' }),
  });
  expect(await response.json()).toMatchObject({ ok: false, error: 'channel_not_found' });
  other.addPerson({ name: 'zoe' });
  await other.person('zoe').post(theirs, 'hi');
  expect(one.lastEvent?.body.team_id).toBe(other.teamId);
});

test('the app connects by Socket Mode, and again when it is asked to', async () => {
  const socketManifest = { ...manifest, settings: { ...manifest.settings, socket_mode_enabled: true } };
  slack = await startLocalSlack({ manifest: socketManifest });
  const one = slack;
  one.addPerson({ name: 'ana' });
  one.addChannel({ name: 'general' });
  const clientOptions = { slackApiUrl: one.apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: one.appToken,
    clientPingTimeout: 100,
    installerOptions: { clientOptions },
    logLevel: LogLevel.ERROR,
  });
  const app = new App({ token: one.botToken, receiver, clientOptions, logLevel: LogLevel.ERROR });
  app.command('/release', async ({ ack }) => ack('Over the socket'));
  await app.start();
  try {
    const outcome = await one.person('ana').type('#general', '/release');
    expect(outcome.answer?.text).toBe('Over the socket');
    one.disconnectSockets();
    await one.context.world.until(
      () => one.calls.filter((call) => call.method === 'apps.connections.open').length > 1,
      5000,
    );
    await one.context.world.until(() => one.context.sender.sockets.connected, 1000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const again = await one.person('ana').type('#general', '/release');
    expect(again.answer?.text).toBe('Over the socket');
  } finally {
    await app.stop();
  }
});
