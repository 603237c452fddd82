import type { Clock } from '../clock.ts';
import { type SlackAnswer, type SlackApi, SlackRefusal } from './api.ts';
import type { MessageRef } from './entry.ts';
import { Refused } from './errors.ts';
import { unescapeText } from './text.ts';

/** A person as Slack knows them. */
export type Person = {
  readonly id: string;
  /** The full name, for the record; in Slack people are mentioned instead. */
  readonly name: string;
  /** IANA name. */
  readonly timezone: string;
  readonly bot: boolean;
  readonly deactivated: boolean;
  readonly admin: boolean;
};

/** A channel as Slack knows it. */
export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
  readonly member: boolean;
  /** Not everybody in the workspace can read it. */
  readonly private: boolean;
  /** The other person, when this is a direct message. */
  readonly person: string | undefined;
};

/** What Herald asks Slack; people and channels are remembered for a few minutes. */
export type Lookups = {
  /** Undefined when there is no such person. */
  person(workspace: string, id: string): Promise<Person | undefined>;
  /** Undefined when Herald cannot see the channel. */
  channel(workspace: string, id: string): Promise<Channel | undefined>;
  /** People of a user group; throws `Refused` when there is no such group. */
  group(workspace: string, id: string): Promise<string[]>;
  /** Undefined when the message was deleted; throws `Refused` when Herald cannot read there. */
  message(workspace: string, channel: string, ts: string): Promise<MessageRef | undefined>;
  permalink(workspace: string, channel: string, ts: string): Promise<string | undefined>;
};

const MEMORY = 300_000;
const MOST_REMEMBERED = 5000;

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const textField = (value: unknown, name: string): string => {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
};

const personOf = (id: string, answer: SlackAnswer): Person => {
  const user = answer['user'];
  const profile = field(user, 'profile');
  return {
    id,
    name:
      textField(profile, 'real_name') ||
      textField(user, 'real_name') ||
      textField(profile, 'display_name') ||
      textField(user, 'name') ||
      id,
    timezone: textField(user, 'tz') || 'UTC',
    bot: field(user, 'is_bot') === true,
    deactivated: field(user, 'deleted') === true,
    admin: field(user, 'is_admin') === true || field(user, 'is_owner') === true,
  };
};

const channelOf = (id: string, answer: SlackAnswer): Channel => {
  const channel = answer['channel'];
  return {
    id,
    name: textField(channel, 'name') || id,
    archived: field(channel, 'is_archived') === true,
    member: field(channel, 'is_member') !== false,
    private: ['is_private', 'is_im', 'is_mpim'].some((kind) => field(channel, kind) === true),
    person: textField(channel, 'user') || undefined,
  };
};

const GONE = new Set([
  'user_not_found',
  'users_not_found',
  'user_not_visible',
  'channel_not_found',
  'message_not_found',
  'thread_not_found',
]);

const orGone = async <T>(asking: Promise<T>): Promise<T | undefined> => {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof SlackRefusal && GONE.has(error.code)) return undefined;
    throw error;
  }
};

const unreadable = new Set(['channel_not_found', 'not_in_channel', 'missing_scope']);

/** Lookups over the Web API. */
export function openLookups(api: SlackApi, clock: Clock): Lookups {
  const memory = new Map<string, { at: number; value: Promise<unknown> }>();
  const remembered = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const found = memory.get(key);
    if (found && clock.now() - found.at < MEMORY) return found.value as Promise<T>;
    if (memory.size >= MOST_REMEMBERED) memory.clear();
    const value = ask();
    memory.set(key, { at: clock.now(), value });
    value.catch(() => memory.delete(key));
    return value;
  };

  const messageAt = async (workspace: string, method: string, args: Record<string, unknown>, ts: string) => {
    const answer = await api.call(workspace, method, { ...args, limit: 1, inclusive: true });
    const messages = answer['messages'];
    return Array.isArray(messages)
      ? messages.find((message: unknown) => field(message, 'ts') === ts)
      : undefined;
  };

  return {
    person: (workspace, id) =>
      remembered(`${workspace}:${id}`, async () => {
        const answer = await orGone(api.call(workspace, 'users.info', { user: id }));
        return answer && personOf(id, answer);
      }),
    channel: (workspace, id) =>
      remembered(`${workspace}:${id}`, async () => {
        const answer = await orGone(api.call(workspace, 'conversations.info', { channel: id }));
        return answer && channelOf(id, answer);
      }),
    group: (workspace, id) =>
      remembered(`${workspace}:${id}`, async () => {
        const answer = await orGone(api.call(workspace, 'usergroups.users.list', { usergroup: id }));
        const users = answer?.['users'];
        if (!Array.isArray(users)) throw new Refused('Herald cannot see this user group.');
        return users.filter((user): user is string => typeof user === 'string');
      }),
    async message(workspace, channel, ts) {
      try {
        const found =
          (await messageAt(workspace, 'conversations.history', { channel, latest: ts }, ts)) ??
          (await orGone(messageAt(workspace, 'conversations.replies', { channel, ts, latest: ts }, ts)));
        if (!found) return undefined;
        return {
          channel,
          ts,
          threadTs: textField(found, 'thread_ts') || undefined,
          user: textField(found, 'user') || undefined,
          text: unescapeText(textField(found, 'text')),
        };
      } catch (error) {
        if (error instanceof SlackRefusal && unreadable.has(error.code))
          throw new Refused('Herald cannot read this channel. Type `/invite @Herald` in it.');
        throw error;
      }
    },
    async permalink(workspace, channel, ts) {
      try {
        const answer = await api.call(workspace, 'chat.getPermalink', { channel, message_ts: ts });
        return textField(answer, 'permalink') || undefined;
      } catch (error) {
        if (error instanceof SlackRefusal) return undefined;
        throw error;
      }
    },
  };
}
