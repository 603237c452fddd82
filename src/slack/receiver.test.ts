import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandBody, eventPayload, formOf, messageEvent, submitPayload } from '../../test/payloads.ts';
import { openTiny, SECRET, type Tiny } from '../../test/tiny.ts';
import { signatureHeaders } from '../localslack/deliver/sign.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const seconds = (): number => Math.floor(Date.now() / 1000);

describe('the receiver over HTTP', () => {
  let tiny: Tiny;
  beforeEach(async () => {
    tiny = await openTiny();
  });
  afterEach(() => tiny.close());

  const lives = async (): Promise<void> => {
    const answer = await tiny.post(commandBody('/tiny', 'alive'));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { response_type: 'ephemeral', text: 'did alive', blocks: [] },
    ]);
  };

  it('does what is signed', lives);

  it.each([
    ['no signature', { 'x-slack-signature': '' }],
    ['a signature of nothing', { 'x-slack-signature': 'v0=' }],
    ['a signature with another secret', signatureHeaders('another', commandBody('/tiny', 'forged'))],
    ['a signature of another version', { 'x-slack-signature': `v1=${'0'.repeat(64)}` }],
    ['a signature in odd characters', { 'x-slack-signature': `v0=${'é'.repeat(64)}` }],
    ['no time', { 'x-slack-request-timestamp': '' }],
    ['a time in words', { 'x-slack-request-timestamp': 'now' }],
    ['a time below zero', { 'x-slack-request-timestamp': '-1' }],
  ])('refuses %s', async (_what, headers) => {
    const answer = await tiny.post(commandBody('/tiny', 'forged'), headers);
    expect(answer.status).toBe(401);
    expect(tiny.did).toEqual([]);
  });

  it.each([
    [-302, 401],
    [-290, 200],
    [290, 200],
    [302, 401],
  ])('answers a request from %i seconds away with %i', async (away, status) => {
    const body = commandBody('/tiny', 'time');
    const answer = await tiny.post(body, signatureHeaders(SECRET, body, seconds() + away));
    expect(answer.status).toBe(status);
  });

  it('refuses a body that was changed on the way', async () => {
    const body = commandBody('/tiny', 'pay 10');
    const answer = await tiny.post(body.replace('10', '99'), signatureHeaders(SECRET, body));
    expect([answer.status, tiny.did]).toEqual([401, []]);
  });

  it('does an exact replay once, and answers it each time as the first time', async () => {
    const body = commandBody('/tiny', 'once');
    const headers = signatureHeaders(SECRET, body);
    const answers = await Promise.all(Array.from({ length: 50 }, () => tiny.post(body, headers)));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(texts).size).toBe(1);
    expect(tiny.did).toEqual(['command once']);
  });

  it.each([
    ['JSON null', 'null', JSON_TYPE],
    ['a JSON array', '[[[]]]', JSON_TYPE],
    ['a JSON number', '7', JSON_TYPE],
    ['broken JSON', '{"type":"event_callback"', JSON_TYPE],
    ['empty JSON', '', JSON_TYPE],
    ['a payload of null', 'payload=null', {}],
    ['an empty payload', 'payload=', {}],
    ['a payload that is cut', `payload=${encodeURIComponent('{"type":"block_')}`, {}],
    ['nesting of 100,000', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, JSON_TYPE],
    ['an array nest', '['.repeat(50_000), JSON_TYPE],
    ['a form of nothing', '', {}],
    ['a form of noise', '%%%=&&&=%zz', {}],
    ['a command without its team', 'command=%2Ftiny&text=x', {}],
    ['an unknown kind', formOf({ type: 'never_heard_of' }), {}],
    ['a submit without its view', formOf({ ...submitPayload('tiny.submit'), view: undefined }), {}],
    ['bytes that are no text', '\u0000\uFFFD', JSON_TYPE],
  ])('answers %s with 400 and lives on', async (_what, body, headers) => {
    expect((await tiny.post(body, headers)).status).toBe(400);
    await lives();
  });

  it('lets no payload reach the prototype of everything', async () => {
    const event = JSON.stringify(eventPayload(messageEvent('hello')));
    const poisoned = event.replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    expect((await tiny.post(poisoned, JSON_TYPE)).status).toBe(200);
    await tiny.post(`${commandBody('/tiny', 'x')}&__proto__=polluted&toString=1`);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    await lives();
  });

  it('accepts a content type with its charset', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect((await tiny.post(commandBody('/tiny', 'é 🎉'), form)).status).toBe(200);
    const json = { 'content-type': 'Application/JSON; charset=UTF-8' };
    expect((await tiny.post(JSON.stringify(eventPayload(messageEvent('ü'))), json)).status).toBe(200);
    await tiny.settled();
    expect(tiny.did).toEqual(['command é 🎉', 'message ü']);
  });

  it('answers the checks of certificate and address, only when they are signed', async () => {
    const check = 'ssl_check=1&token=x';
    expect((await tiny.post(check)).status).toBe(200);
    const smuggled = `ssl_check=1&${commandBody('/tiny', 'smuggled')}`;
    expect((await tiny.post(smuggled, { 'x-slack-signature': '' })).status).toBe(401);
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'c4a11', token: 'x' });
    const answer = await tiny.post(challenge, JSON_TYPE);
    expect([answer.status, await answer.text()]).toEqual([200, 'c4a11']);
    expect((await tiny.post(challenge, { ...JSON_TYPE, 'x-slack-signature': '' })).status).toBe(401);
    expect(tiny.did).toEqual([]);
  });

  it('refuses 2 MiB and lives on', async () => {
    const answer = await tiny.post('a'.repeat(2 * 1024 * 1024));
    expect(answer.status).toBe(413);
    await lives();
  });

  it.each([
    ['an event nobody hears', JSON.stringify(eventPayload({ type: 'team_join' })), JSON_TYPE],
    ['a modal nobody made', formOf(submitPayload('gone')), {}],
    ['a command nobody declared', commandBody('/other', ''), {}],
    [
      'a workspace that is not installed',
      JSON.stringify({ ...eventPayload(messageEvent('x')), team_id: 'TGONE', authorizations: [] }),
      JSON_TYPE,
    ],
  ])('answers %s at once', async (_what, body, headers) => {
    await lives();
    const started = performance.now();
    const answer = await tiny.post(body, headers);
    await answer.arrayBuffer();
    expect(performance.now() - started).toBeLessThan(100);
    expect(answer.status).toBeLessThan(500);
  });

  it('answers paths and methods that nobody knows', async () => {
    const ask = async (path: string, method: string) => (await fetch(tiny.url + path, { method })).status;
    expect(await ask('/slack/other', 'POST')).toBe(404);
    expect(await ask('/slack/constructor', 'GET')).toBe(404);
    expect(await ask('/slack/__proto__', 'GET')).toBe(404);
    expect(await ask('//', 'GET')).toBe(404);
    expect(await ask('//', 'POST')).toBe(404);
    expect(await ask('/nowhere', 'DELETE')).toBe(404);
    expect(await ask('/slack/events', 'GET')).toBe(401);
    expect(await ask('/healthz', 'GET')).toBe(200);
  });

  it('says what broke to the person, with a reference', async () => {
    const answer = await tiny.post(commandBody('/tiny', 'break'));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/tell whoever runs Herald this reference: [0-9a-f]{8}/);
  });

  it('cuts a body that dribbles, while others are served', async () => {
    tiny.server.headersTimeout = 200;
    tiny.server.requestTimeout = 300;
    const body = commandBody('/tiny', 'slow');
    const headers = Object.entries(signatureHeaders(SECRET, body)).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const sockets = Array.from({ length: 50 }, () => {
      const socket = connect(Number(new URL(tiny.url).port), '127.0.0.1');
      socket.write(
        ['POST /slack/events HTTP/1.1', 'host: x', 'content-length: 100000', ...headers, '', 'p'].join(
          '\r\n',
        ),
      );
      const dribble = setInterval(() => socket.write('a'), 50);
      return new Promise<number>((resolve) => {
        const started = performance.now();
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(dribble);
          resolve(performance.now() - started);
        });
        socket.resume();
      });
    });
    await lives();
    const took = await Promise.all(sockets);
    expect(Math.max(...took)).toBeLessThan(3000);
    expect(tiny.did).toEqual(['command alive']);
  });
});

describe('an event', () => {
  it('is acknowledged only after it was kept; if that fails, Slack is told to send it again', async () => {
    let broken = true;
    const tiny = await openTiny((db) => ({
      ...db,
      atomically: async (build) => {
        if (broken) throw new Error('disk full');
        return db.atomically(build);
      },
    }));
    const body = JSON.stringify(eventPayload(messageEvent('precious')));
    const headers = { ...JSON_TYPE, ...signatureHeaders(SECRET, body) };
    expect((await tiny.post(body, headers)).status).toBe(503);
    broken = false;
    expect((await tiny.post(body, headers)).status).toBe(200);
    await tiny.settled();
    expect(tiny.did).toEqual(['message precious']);
    await tiny.close();
  });

  it('is handled once, however often it arrives under new signatures', async () => {
    const tiny = await openTiny();
    const body = JSON.stringify(eventPayload(messageEvent('again')));
    const answers = await Promise.all(
      [0, -1, -2, -3].map((away) =>
        tiny.post(body, { ...JSON_TYPE, ...signatureHeaders(SECRET, body, seconds() + away) }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await wait(20);
    await tiny.settled();
    expect(tiny.did).toEqual(['message again']);
    await tiny.close();
  });
});
