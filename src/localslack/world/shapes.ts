import type { Obj } from '../json.ts';
import type { ConversationRecord, FileRecord, MessageRecord, TeamRecord, UserRecord } from './records.ts';
import { findMessage, repliesTo } from './teams.ts';
import type { World } from './world.ts';

/** A message as the Web API and events show it. */
export function messageJson(world: World, team: TeamRecord, message: MessageRecord): Obj {
  const conversation = team.conversations.get(message.channel);
  const replies = conversation && !message.onlyFor ? repliesTo(conversation, message.ts) : [];
  const parent = conversation && message.threadTs ? findMessage(conversation, message.threadTs) : undefined;
  const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
  return {
    type: 'message',
    ...(message.subtype && { subtype: message.subtype }),
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: team.id,
    ...(message.botId && {
      bot_id: message.botId,
      app_id: world.appId,
      bot_profile: botProfile(world, team),
    }),
    ...(message.username && { username: message.username }),
    ...(message.blocks.length && { blocks: message.blocks }),
    ...(message.attachments.length && { attachments: message.attachments }),
    ...(message.files.length && { files: message.files.map((file) => fileJson(world, team, file)) }),
    ...(message.edited && { edited: message.edited }),
    ...(isReply && { thread_ts: message.threadTs, parent_user_id: parent?.user ?? '' }),
    ...(replies.length && threadFacts(message, replies)),
    ...(message.reactions.size && { reactions: reactionsJson(message) }),
    ...(message.metadata && { metadata: message.metadata }),
  };
}

function threadFacts(message: MessageRecord, replies: MessageRecord[]): Obj {
  const users = [...new Set(replies.map((reply) => reply.user))];
  const latest = replies.at(-1)?.ts ?? message.ts;
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: latest,
    is_locked: false,
    subscribed: false,
  };
}

/** The reactions on a message as the Web API shows them. */
export function reactionsJson(message: MessageRecord): Obj[] {
  return [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.length }));
}

function botProfile(world: World, team: TeamRecord): Obj {
  const icons = { image_36: '', image_48: '', image_72: '' };
  return {
    id: team.botId,
    app_id: world.appId,
    name: world.manifest.botName,
    icons,
    deleted: false,
    updated: 0,
    team_id: team.id,
  };
}

/** A member as users.info shows them. */
export function userJson(world: World, team: TeamRecord, user: UserRecord, withEmail: boolean): Obj {
  const email = user.isBot ? {} : { email: `${user.name}@${team.domain}.example` };
  return {
    id: user.id,
    team_id: team.id,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetSeconds(user.tz, world.settings.now()),
    profile: {
      real_name: user.realName,
      display_name: user.name,
      real_name_normalized: user.realName,
      display_name_normalized: user.name,
      ...(withEmail ? email : {}),
      team: team.id,
      ...(user.id === team.botUserId && { api_app_id: world.appId, bot_id: team.botId }),
    },
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isRestricted,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_app_user: false,
    is_email_confirmed: true,
    updated: 1700000000,
  };
}

function offsetSeconds(zone: string, now: number): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(new Date(now))
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d+):(\d+)/.exec(name ?? '');
  return match ? Number(`${match[1]}1`) * (Number(match[2]) * 3600 + Number(match[3]) * 60) : 0;
}

/** A conversation as conversations.info shows it to the app. */
export function conversationJson(team: TeamRecord, one: ConversationRecord): Obj {
  const isMember = one.members.has(team.botUserId);
  const base = {
    id: one.id,
    created: one.created,
    is_archived: one.archived,
    context_team_id: team.id,
    updated: one.created * 1000,
  };
  if (one.kind === 'im') {
    const user = [...one.members].find((id) => id !== team.botUserId) ?? '';
    return {
      ...base,
      is_im: true,
      user,
      is_user_deleted: team.users.get(user)?.deleted ?? false,
      is_org_shared: false,
    };
  }
  return {
    ...base,
    name: one.name,
    name_normalized: one.name,
    is_channel: one.kind === 'channel' || one.kind === 'group',
    is_group: one.kind === 'group',
    is_im: false,
    is_mpim: one.kind === 'mpim',
    is_private: one.kind !== 'channel',
    is_general: one.name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_member: isMember,
    creator: one.creator,
    num_members: one.members.size,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

/** A file as files.info and messages show it. */
export function fileJson(world: World, team: TeamRecord, file: FileRecord): Obj {
  const places = Object.fromEntries(
    file.shares.map((share) => [share.channel, [{ ts: share.ts, team_id: team.id }]]),
  );
  const address = `${world.origin}/files/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.split('.').at(-1) ?? '',
    pretty_type: file.mimetype,
    user: file.user,
    user_team: team.id,
    size: file.content.length,
    mode: 'hosted',
    is_external: false,
    is_public: true,
    url_private: address,
    url_private_download: address,
    permalink: `https://${team.domain}.slack.com/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    ...(file.altText && { alt_txt: file.altText }),
    channels: file.shares.map((share) => share.channel),
    shares: file.shares.length ? { public: places } : {},
  };
}

/** The permanent address of a message. */
export function permalink(team: TeamRecord, message: MessageRecord): string {
  const base = `https://${team.domain}.slack.com/archives/${message.channel}/p${message.ts.replace('.', '')}`;
  const inThread = message.threadTs && message.threadTs !== message.ts;
  return inThread ? `${base}?thread_ts=${message.threadTs}&cid=${message.channel}` : base;
}
