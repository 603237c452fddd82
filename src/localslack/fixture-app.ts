import { App, LogLevel } from '@slack/bolt';
import type { LocalSlack } from './index.ts';

/** Something that the app heard of. */
export interface Heard {
  type: string;
  body: Record<string, unknown>;
}

/** The manifest of the app that the tests talk to. */
export const manifest = {
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

/** A plain_text object. */
export const plain = (text: string) => ({ type: 'plain_text' as const, text });
/** The modal that the app opens. */
export function modal(title = 'Announce release') {
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

/** Starts a Bolt app that writes down what it hears. */
export async function startApp(slack: LocalSlack, heard: Heard[]): Promise<App> {
  const app = new App({
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
  return app;
}
