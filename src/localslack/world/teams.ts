import { randomBytes } from 'node:crypto';
import type { ConversationRecord, MessageRecord, TeamRecord, UserRecord } from './records.ts';
import type { World } from './world.ts';

/** Makes a workspace in which the app is installed, with the app's bot as its first member. */
export function makeTeam(world: World, name: string, installed = true): TeamRecord {
  const team: TeamRecord = {
    id: world.id('T'),
    name,
    domain: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    botUserId: '',
    botId: world.id('B'),
    botToken: `xoxb-${world.id('').slice(1)}-${randomBytes(12).toString('hex')}`,
    installed,
    scopes: undefined,
    users: new Map(),
    conversations: new Map(),
    groups: new Map(),
    ephemerals: [],
    stacks: new Map(),
    homes: new Map(),
  };
  world.teams.set(team.id, team);
  const bot = makeUser(world, team, {
    name: world.manifest.botName.toLowerCase(),
    realName: world.manifest.botName,
    isBot: true,
  });
  team.botUserId = bot.id;
  return team;
}

/** What may be said about a new member. */
export interface UserOptions {
  name: string;
  realName?: string;
  tz?: string;
  locale?: string;
  isBot?: boolean;
  deleted?: boolean;
  isRestricted?: boolean;
  isAdmin?: boolean;
}

/** Adds a member to a workspace. */
export function makeUser(world: World, team: TeamRecord, options: UserOptions): UserRecord {
  const user: UserRecord = {
    id: world.id('U'),
    name: options.name,
    realName: options.realName ?? options.name.charAt(0).toUpperCase() + options.name.slice(1),
    tz: options.tz ?? 'Etc/UTC',
    locale: options.locale ?? 'en-US',
    isBot: options.isBot ?? false,
    deleted: options.deleted ?? false,
    isRestricted: options.isRestricted ?? false,
    isAdmin: options.isAdmin ?? false,
  };
  team.users.set(user.id, user);
  return user;
}

/** Adds a conversation to a workspace. */
export function makeConversation(
  world: World,
  team: TeamRecord,
  kind: ConversationRecord['kind'],
  name: string,
  members: string[],
): ConversationRecord {
  const conversation: ConversationRecord = {
    id: world.id(kind === 'im' ? 'D' : kind === 'channel' ? 'C' : 'G'),
    name,
    kind,
    archived: false,
    created: world.seconds(),
    creator: members[0] ?? '',
    members: new Set(members),
    messages: [],
  };
  team.conversations.set(conversation.id, conversation);
  return conversation;
}

/** The direct message between the app and a person, made when it does not exist yet. */
export function directMessage(world: World, team: TeamRecord, userId: string): ConversationRecord {
  for (const one of team.conversations.values()) if (one.kind === 'im' && one.members.has(userId)) return one;
  return makeConversation(world, team, 'im', '', [userId, team.botUserId]);
}

/** The message with this time in a conversation, unless it was deleted. */
export function findMessage(conversation: ConversationRecord, ts: string): MessageRecord | undefined {
  return conversation.messages.find((message) => message.ts === ts && !message.deleted);
}

/** The replies under a message, oldest first. */
export function repliesTo(conversation: ConversationRecord, ts: string): MessageRecord[] {
  return conversation.messages.filter((one) => one.threadTs === ts && one.ts !== ts && !one.deleted);
}

/** The workspace that a bot token belongs to. */
export function teamOfToken(world: World, token: string): TeamRecord | undefined {
  for (const team of world.teams.values()) if (team.botToken === token) return team;
  return undefined;
}
