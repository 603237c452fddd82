import { platformEvents, platformScopes } from './entries.ts';
import type { Feature } from './feature.ts';

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** Slack's event subscriptions for an event that features hear; a message comes from three kinds of place. */
const subscriptions = (event: string): string[] =>
  event === 'message' ? ['message.channels', 'message.groups', 'message.im'] : [event];

/** The manifest of the Slack app (schema version 2), drawn from what the features declare. */
export function manifestOf(features: readonly Feature[], address = 'https://herald.example.com') {
  const url = `${address.replace(/\/$/, '')}/slack/events`;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Herald',
      description: 'Release to people, listen, and write down what was learned.',
      long_description:
        'Herald runs the release room in Slack: announce a release to channels and people, ask them how it works for them, flag bugs with a reaction, remind, decide, and read one digest a week. The record is kept in your own git repository, in files that people can edit too.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Herald', always_online: true },
      shortcuts: features
        .flatMap((feature) => feature.shortcuts ?? [])
        .map(({ name, type, id, description }) => ({ name, type, callback_id: id, description })),
      slash_commands: features
        .flatMap((feature) => feature.slashCommands ?? [])
        .map(({ command, description, usageHint }) => ({
          command,
          url,
          description,
          usage_hint: usageHint,
          should_escape: false,
        })),
    },
    oauth_config: {
      redirect_urls: [`${address.replace(/\/$/, '')}/slack/oauth_redirect`],
      scopes: { bot: sorted([...platformScopes, ...features.flatMap((feature) => feature.scopes)]) },
    },
    settings: {
      event_subscriptions: {
        request_url: url,
        bot_events: sorted([
          ...platformEvents,
          ...features.flatMap((feature) => Object.keys(feature.events ?? {})).flatMap(subscriptions),
        ]),
      },
      interactivity: { is_enabled: true, request_url: url },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}
