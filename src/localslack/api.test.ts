import type { App } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Heard, manifest, modal, plain, startApp } from './fixture-app.ts';
import { type LocalSlack, startLocalSlack } from './index.ts';

const heard: Heard[] = [];
let slack: LocalSlack;
let app: App;

beforeAll(async () => {
  slack = await startLocalSlack({ manifest, timeScale: 0.001 });
  slack.addPerson({ name: 'ana' });
  slack.addPerson({ name: 'ben', tz: 'Europe/Berlin' });
  slack.addChannel({ name: 'general' });
  slack.addChannel({ name: 'releases' });
  app = await startApp(slack, heard);
});

beforeEach(() => {
  heard.length = 0;
  slack.violations.length = 0;
});

afterAll(async () => {
  await app.stop();
  await slack.stop();
});

describe('the Web API', () => {
  const call = async (method: string, args: object, token = slack.botToken) => {
    const response = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    return {
      status: response.status,
      body: (await response.json()) as { ok: boolean; error?: string; [key: string]: unknown },
    };
  };
  const error = async (method: string, args: object, token?: string) =>
    (await call(method, args, token)).body.error;
  const general = () => slack.channel('general').id;

  test.each([
    ['an unknown method', 'nope.nope', {}, 'unknown_method'],
    ['no text', 'chat.postMessage', { channel: 'general' }, 'no_text'],
    [
      'an unknown argument',
      'chat.postMessage',
      { channel: 'general', text: 'x', colour: 'red' },
      'invalid_arguments',
    ],
    [
      'too many blocks',
      'chat.postMessage',
      { channel: 'general', text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) },
      'invalid_blocks',
    ],
    [
      'a header too long',
      'chat.postMessage',
      { channel: 'general', text: 'x', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] },
      'invalid_blocks',
    ],
    [
      'a block for another surface',
      'chat.postMessage',
      { channel: 'general', text: 'x', blocks: [{ type: 'alert', text: plain('x') }] },
      'invalid_blocks',
    ],
    [
      'blocks too long together',
      'chat.postMessage',
      {
        channel: 'general',
        text: 'x',
        blocks: Array.from({ length: 6 }, () => ({ type: 'section', text: plain('x'.repeat(2500)) })),
      },
      'msg_blocks_too_long',
    ],
    ['a stranger', 'chat.postMessage', { channel: 'C404', text: 'x' }, 'channel_not_found'],
    ['a scope not granted', 'usergroups.list', {}, 'missing_scope'],
    ['a bad trigger', 'views.open', { trigger_id: 'x', view: modal() }, 'invalid_trigger'],
    ['a title too long', 'views.open', { trigger_id: 'x', view: modal('x'.repeat(25)) }, 'invalid_arguments'],
  ])('refuses %s', async (_, method, args, wanted) => {
    expect(await error(method, args)).toBe(wanted);
  });

  test('tokens are checked', async () => {
    expect(await error('auth.test', {}, 'xoxb-wrong')).toBe('invalid_auth');
    expect(await error('auth.test', {}, '')).toBe('not_authed');
    expect(await error('apps.connections.open', {})).toBe('not_allowed_token_type');
  });

  test('membership, archive and privacy are kept', async () => {
    const out = slack.addChannel({ name: 'outside', botIn: false });
    const secret = slack.addChannel({ name: 'secret', private: true, botIn: false });
    const old = slack.addChannel({ name: 'old', archived: true });
    const codes = await Promise.all(
      [out, secret, old].map((one) => error('chat.postMessage', { channel: one.id, text: 'x' })),
    );
    expect(codes).toEqual(['not_in_channel', 'channel_not_found', 'is_archived']);
    const gone = slack.addPerson({ name: 'gone', deleted: true });
    expect(await error('chat.postMessage', { channel: gone.id, text: 'x' })).toBe('user_disabled');
  });

  test('a user id opens the direct message', async () => {
    const ana = slack.person('ana');
    const { body } = await call('chat.postMessage', { channel: ana.id, text: 'Hello' });
    expect(body.channel).toBe(ana.dm.id);
    expect(ana.dm.messages.at(-1)?.text).toBe('Hello');
  });

  test('calls fail on demand', async () => {
    slack.fail('chat.postMessage', { retryAfter: 3 });
    expect((await call('chat.postMessage', { channel: general(), text: 'x' })).status).toBe(429);
    slack.fail('chat.*', { error: 'fatal_error' });
    expect(await error('chat.postMessage', { channel: general(), text: 'x' })).toBe('fatal_error');
    slack.fail('chat.postMessage', { dropReply: true });
    await expect(call('chat.postMessage', { channel: general(), text: 'lost reply' })).rejects.toThrow();
    expect(slack.channel('general').messages.at(-1)?.text).toBe('lost reply');
    slack.limit({ perSecond: 2 });
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await call('chat.postMessage', { channel: general(), text: 'y' })).status),
    );
    expect(statuses.sort()).toEqual([200, 200, 429]);
    slack.limit({});
  });

  test('a trigger is good for one view', async () => {
    const outcome = await slack.person('ana').type('#general', '/release announce');
    expect(outcome.modal).toBeDefined();
    const used = slack.calls.findLast((one) => one.method === 'views.open');
    expect(await error('views.open', { trigger_id: used?.args.trigger_id, view: modal() })).toBe(
      'trigger_exchanged',
    );
    await outcome.modal?.close();
  });

  test('files are uploaded in three steps', async () => {
    await app.client.filesUploadV2({
      token: slack.botToken,
      channel_id: general(),
      filename: 'a.csv',
      content: 'a,b',
      initial_comment: 'Export',
    });
    await slack.channel('general').waitFor((one) => one.visibleText === 'Export\na.csv');
    expect(slack.channel('general').messages.at(-1)?.files[0]?.content.toString()).toBe('a,b');
  });

  test('a workspace installs the app with a code that is good once', async () => {
    const other = slack.addWorkspace({ name: 'Other', installed: false });
    expect(await error('auth.test', {}, other.botToken)).toBe('account_inactive');
    const ask = new URLSearchParams({
      client_id: slack.clientId,
      state: 's1',
      redirect_uri: 'https://app.example/back',
      team: other.teamId,
    });
    const page = await fetch(`${slack.authorizeUrl}?${ask}`, { redirect: 'manual' });
    const back = new URL(page.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('s1');
    const args = {
      client_id: slack.clientId,
      client_secret: slack.clientSecret,
      code: back.searchParams.get('code'),
    };
    expect((await call('oauth.v2.access', args, '')).body).toMatchObject({
      ok: true,
      access_token: other.botToken,
      bot_user_id: other.botUserId,
    });
    expect(await error('oauth.v2.access', args, '')).toBe('invalid_code');
    expect(await error('auth.test', {}, other.botToken)).toBeUndefined();
  });
});
