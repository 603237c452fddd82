import { App, LogLevel } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LocalSlack, startLocalSlack } from './index.ts';

const manifest = {
  display_information: { name: 'Herald' },
  features: {
    bot_user: { display_name: 'Herald' },
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: [{ command: '/release', url: 'https://example.com', should_escape: true }],
    shortcuts: [
      { name: 'Save as feedback', type: 'message', callback_id: 'save_feedback', description: 'x' },
      { name: 'Give feedback', type: 'global', callback_id: 'give_feedback', description: 'x' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'chat:write',
        'commands',
        'channels:history',
        'channels:read',
        'users:read',
        'im:write',
        'files:write',
        'reactions:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: ['message.channels', 'message.im', 'reaction_added', 'app_home_opened'],
    },
    interactivity: { is_enabled: true },
  },
};

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const heard: { type: string; body: Record<string, unknown> }[] = [];
let slack: LocalSlack;
let app: App;

function modal(title = 'Announce release') {
  return {
    type: 'modal' as const,
    callback_id: 'announce',
    title: plain(title),
    submit: plain('Announce'),
    notify_on_close: true,
    blocks: [
      {
        type: 'input' as const,
        block_id: 'v',
        label: plain('Version'),
        element: {
          type: 'plain_text_input' as const,
          action_id: 'v',
          max_length: 20,
          initial_value: '1.4.0',
        },
      },
      {
        type: 'input' as const,
        block_id: 's',
        label: plain('Stage'),
        element: {
          type: 'static_select' as const,
          action_id: 's',
          options: ['Internal', 'Beta'].map((one) => ({ text: plain(one), value: one.toLowerCase() })),
        },
      },
      {
        type: 'input' as const,
        block_id: 'to',
        label: plain('Send to'),
        element: {
          type: 'multi_conversations_select' as const,
          action_id: 'to',
          filter: { include: ['public' as const, 'im' as const], exclude_bot_users: true },
        },
      },
      {
        type: 'input' as const,
        block_id: 'n',
        optional: true,
        label: plain('Share'),
        element: {
          type: 'number_input' as const,
          action_id: 'n',
          is_decimal_allowed: false,
          min_value: '1',
          max_value: '100',
        },
      },
    ],
  };
}

async function startApp(): Promise<void> {
  app = new App({
    token: slack.botToken,
    signingSecret: slack.signingSecret,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logLevel: LogLevel.ERROR,
  });
  app.command('/release', async ({ ack, command, client, respond }) => {
    if (command.text === 'announce') {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: modal() });
    } else if (command.text === 'later') {
      await ack();
      await respond('Here it is.');
    } else await ack({ response_type: 'ephemeral', text: `You typed *${command.text}*` });
  });
  app.view('announce', async ({ ack, view, body }) => {
    heard.push({ type: 'submit', body: view.state.values });
    if (view.state.values.v?.v?.value === 'bad')
      await ack({ response_action: 'errors', errors: { v: 'Not a version' } });
    else await ack();
    heard.push({ type: body.type, body: { user: body.user.id } });
  });
  app.view({ callback_id: 'announce', type: 'view_closed' }, async ({ ack }) => {
    await ack();
    heard.push({ type: 'closed', body: {} });
  });
  app.action('got_it', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Thank you', replace_original: false });
  });
  app.event('reaction_added', async ({ event }) => {
    heard.push({ type: 'reaction', body: { ...event } });
  });
  app.message(async ({ message }) => {
    heard.push({ type: 'message', body: { ...message } });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `Hello <@${event.user}>` } }],
      },
    });
  });
  app.shortcut('save_feedback', async ({ ack, respond }) => {
    await ack();
    if (respond) await respond('Saved.');
  });
  const server = await app.start(0);
  const address = server.address();
  const port = typeof address === 'object' && address && 'port' in address ? address.port : 0;
  slack.connect(`http://127.0.0.1:${port}/slack/events`);
}

beforeAll(async () => {
  slack = await startLocalSlack({ manifest, timeScale: 0.001 });
  slack.addPerson({ name: 'ana' });
  slack.addPerson({ name: 'ben', tz: 'Europe/Berlin' });
  slack.addChannel({ name: 'general' });
  slack.addChannel({ name: 'releases' });
  await startApp();
});

beforeEach(() => {
  heard.length = 0;
  slack.violations.length = 0;
});

afterAll(async () => {
  await app.stop();
  await slack.stop();
});

describe('a person and a Bolt app', () => {
  test('the address is verified', async () => {
    expect(await slack.verifyUrl()).toBe(true);
  });

  test('a command is answered to the person alone', async () => {
    const outcome = await slack.person('ana').type('#general', '/release status');
    expect(outcome.status).toBe(200);
    expect(outcome.answer?.visibleText).toBe('You typed status');
    expect(slack.channel('general').messages).toEqual([]);
    expect(slack.person('ana').inbox).toHaveLength(1);
    expect(slack.person('ben').inbox).toHaveLength(0);
  });

  test('a late answer comes over the response_url', async () => {
    const outcome = await slack.person('ana').type('#general', '/release later');
    expect(outcome.answer?.visibleText).toBe('Here it is.');
  });

  test('commands that the manifest does not declare do not exist', async () => {
    await expect(slack.person('ana').type('#general', '/other')).rejects.toThrow('not a valid command');
  });

  test('a modal is filled by its labels and submitted', async () => {
    const ana = slack.person('ana');
    const outcome = await ana.type('#general', '/release announce');
    const form = outcome.modal;
    if (!form) throw new Error('no modal');
    expect([form.title, form.labels]).toEqual(['Announce release', ['Version', 'Stage', 'Send to', 'Share']]);
    expect(form.value('Version')).toBe('1.4.0');
    expect((await form.submit()).errors).toEqual({
      Stage: 'Please complete this required field.',
      'Send to': 'Please complete this required field.',
    });
    expect(() => form.fill('Nope', 'x')).toThrow('There is nothing called "Nope"');
    expect(() => form.fill('Version', 'x'.repeat(21))).toThrow('takes 20');
    await form.choose('Stage', 'Beta');
    await form.pick('Send to', [slack.channel('releases'), slack.person('ben')]);
    await form.fill('Share', '101');
    expect((await form.submit()).errors).toEqual({ Share: 'Please enter a number of at most 100.' });
    await form.fill('Share', '50');
    await form.fill('Version', 'bad');
    expect(await form.submit()).toMatchObject({ closed: false, errors: { Version: 'Not a version' } });
    await form.fill('Version', '1.4.1');
    const sent = await form.submit();
    expect(sent).toMatchObject({ closed: true, status: 200 });
    expect(sent.next).toBeUndefined();
    expect(ana.modal).toBeUndefined();
    expect(
      heard.find((one) => one.type === 'submit' && JSON.stringify(one.body).includes('1.4.1'))?.body,
    ).toEqual({
      v: { v: { type: 'plain_text_input', value: '1.4.1' } },
      s: { s: { type: 'static_select', selected_option: { text: plain('Beta'), value: 'beta' } } },
      to: {
        to: {
          type: 'multi_conversations_select',
          selected_conversations: [slack.channel('releases').id, slack.person('ben').id],
        },
      },
      n: { n: { type: 'number_input', value: '50' } },
    });
    expect(slack.violations).toEqual([]);
  });

  test('closing a modal is told to the app that asked for it', async () => {
    const outcome = await slack.person('ana').type('#general', '/release announce');
    await outcome.modal?.close();
    await slack.settle();
    expect(heard.map((one) => one.type)).toEqual(['closed']);
    expect(slack.person('ana').modal).toBeUndefined();
  });

  test('a button is pressed by its words', async () => {
    const posted = await app.client.chat.postMessage({
      token: slack.botToken,
      channel: slack.channel('releases').id,
      text: 'Herald 1.4.0',
      metadata: { event_type: 'card', event_payload: { key: 'release:1' } },
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*Herald 1.4.0* is out, see <https://example.com|notes>' },
        },
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'got_it', text: plain('Got it'), value: '1' }],
        },
      ],
    });
    const card = slack.channel('releases').messages.at(-1);
    if (!card) throw new Error('nothing posted');
    expect(card.ts).toBe(posted.ts);
    expect(card.visibleText).toBe('Herald 1.4.0 is out, see notes\n[Got it]');
    const outcome = await slack.person('ben').press(card, 'Got it');
    expect(outcome.answer?.text).toBe('Thank you');
    await expect(slack.person('ben').press(card, 'Give feedback')).rejects.toThrow('a person sees [Got it]');
    await slack.person('ben').react(card, 'bug');
    await slack.settle();
    expect(heard.find((one) => one.type === 'reaction')?.body).toMatchObject({
      reaction: 'bug',
      item_user: slack.botUserId,
    });
    const history = await app.client.conversations.history({
      token: slack.botToken,
      channel: card.channelId,
      include_all_metadata: true,
    });
    expect(history.messages?.[0]?.metadata?.event_payload).toEqual({ key: 'release:1' });
  });

  test('typed text never pings unless it names somebody', async () => {
    const ana = slack.person('ana');
    const harmless = await ana.post('#general', 'look at <!channel> & <@U123>');
    expect([harmless.mentions, harmless.broadcasts]).toEqual([[], []]);
    expect(harmless.visibleText).toBe('look at <!channel> & <@U123>');
    const ping = await ana.post('#general', 'hi @ben and @here');
    expect([ping.mentions, ping.broadcasts]).toEqual([[slack.person('ben').id], ['here']]);
    expect(heard.filter((one) => one.type === 'message')).toHaveLength(2);
  });

  test('the Home tab is published when it is opened', async () => {
    const home = await slack.person('ana').openHome();
    expect(home.visibleText).toBe('Hello @Ana');
  });

  test('a message shortcut is found by its name', async () => {
    const message = await slack.person('ben').post('#general', 'too slow');
    const outcome = await slack.person('ana').messageShortcut(message, 'Save as feedback');
    expect(outcome.answer?.text).toBe('Saved.');
  });

  test('an event is redelivered under the same id', async () => {
    await slack.person('ana').post('#general', 'again');
    const before = heard.length;
    await slack.redeliver(slack.lastEvent, 2);
    await slack.settle();
    expect(heard.length).toBe(before + 2);
  });
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
});
