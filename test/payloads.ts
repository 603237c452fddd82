/** Bodies as Slack sends them, for those who speak to Herald without a local Slack. */
export const TEAM = 'T0000001';

let count = 0;
const next = (): number => {
  count += 1;
  return count;
};
/** A new trigger id, as Slack gives every act its own. */
const trigger = (): string => `13345224609.738474920.${next().toString(16).padStart(32, '0')}`;

const who = { id: 'U0000001', username: 'ana', name: 'ana', team_id: TEAM };
const team = { id: TEAM, domain: 'acme' };
const shared = {
  token: 'verification',
  api_app_id: 'A0000001',
  is_enterprise_install: false,
  enterprise: null,
};

/** A slash command as its form fields. */
export const commandFields = (command: string, text: string): Record<string, string> => ({
  token: 'verification',
  team_id: TEAM,
  team_domain: 'acme',
  channel_id: 'C0000001',
  channel_name: 'general',
  user_id: who.id,
  user_name: 'ana',
  command,
  text,
  api_app_id: 'A0000001',
  is_enterprise_install: 'false',
  response_url: 'https://hooks.slack.com/commands/T0000001/1/abc',
  trigger_id: trigger(),
});

/** A slash command as the form that Slack posts. */
export const commandBody = (command: string, text: string): string =>
  new URLSearchParams(commandFields(command, text)).toString();

/** An interaction as the form that Slack posts. */
export const formOf = (payload: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** What a modal held when it was submitted: state values by block and action. */
export type Entered = Record<string, Record<string, unknown>>;

/** The submit of a modal. */
export const submitPayload = (callback: string, values: Entered = {}, more: object = {}) => ({
  ...shared,
  type: 'view_submission',
  team,
  user: who,
  trigger_id: trigger(),
  view: {
    id: `V${next()}`,
    team_id: TEAM,
    type: 'modal',
    blocks: [],
    private_metadata: '',
    callback_id: callback,
    state: { values },
    hash: '156772938.1827394',
    title: { type: 'plain_text', text: 'Modal', emoji: true },
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: { type: 'plain_text', text: 'Send', emoji: true },
    previous_view_id: null,
    root_view_id: `V${count}`,
    app_id: 'A0000001',
    external_id: '',
    app_installed_team_id: TEAM,
    bot_id: 'B0000001',
    ...more,
  },
  response_urls: [],
});

/** The press of a button on a message. */
export const pressPayload = (action: string, value = '') => ({
  ...shared,
  type: 'block_actions',
  team,
  user: who,
  container: {
    type: 'message',
    message_ts: '1700000000.000100',
    channel_id: 'C0000001',
    is_ephemeral: false,
  },
  trigger_id: trigger(),
  channel: { id: 'C0000001', name: 'general' },
  message: { type: 'message', user: 'U0000009', ts: '1700000000.000100', text: 'Released' },
  response_url: 'https://hooks.slack.com/actions/T0000001/1/abc',
  actions: [
    {
      action_id: action,
      block_id: 'b',
      value,
      type: 'button',
      text: { type: 'plain_text', text: 'Press' },
      action_ts: `${1_700_000_000 + next()}.000200`,
    },
  ],
});

/** A global or a message shortcut. */
export const shortcutPayload = (callback: string, onMessage: boolean) => ({
  ...shared,
  type: onMessage ? 'message_action' : 'shortcut',
  callback_id: callback,
  team,
  user: who,
  trigger_id: trigger(),
  action_ts: '1700000000.000300',
  ...(onMessage
    ? {
        channel: { id: 'C0000001', name: 'general' },
        message_ts: '1700000000.000100',
        message: { type: 'message', user: 'U0000002', ts: '1700000000.000100', text: 'It is slow' },
        response_url: 'https://hooks.slack.com/app/T0000001/1/abc',
      }
    : {}),
});

/** An event; the same id is the same event sent again. */
export const eventPayload = (event: Record<string, unknown>, id = `Ev${next()}`) => ({
  token: 'verification',
  team_id: TEAM,
  context_team_id: TEAM,
  api_app_id: 'A0000001',
  event: { event_ts: '1700000000.000400', ...event },
  type: 'event_callback',
  event_id: id,
  event_time: 1_700_000_000,
  authorizations: [
    { enterprise_id: null, team_id: TEAM, user_id: 'U0000009', is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
  event_context: `4-${id}`,
});

/** A message in a channel. */
export const messageEvent = (text: string) => ({
  type: 'message',
  user: who.id,
  text,
  ts: '1700000000.000500',
  channel: 'C0000001',
  channel_type: 'channel',
});
