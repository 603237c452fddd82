import { type Obj, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import { addMessage } from '../world/posting.ts';
import type { ConversationRecord, MessageRecord } from '../world/records.ts';
import { conversationJson, messageJson } from '../world/shapes.ts';
import { directMessage, makeConversation, repliesTo } from '../world/teams.ts';
import {
  type ApiCall,
  botMethod,
  type Method,
  needScope,
  page,
  seenConversation,
  seenMessage,
} from './method.ts';

const READS = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const HISTORIES = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];
const SCOPE_WORD = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' } as const;
const TYPE_WORD = { channel: 'public_channel', group: 'private_channel', im: 'im', mpim: 'mpim' } as const;

/** Conversations: find, read, open, join. */
export const conversationMethods: Record<string, Method> = {
  'conversations.info': botMethod(READS, info),
  'conversations.list': botMethod(READS, (call) => listed(call, () => true)),
  'users.conversations': botMethod(READS, (call) =>
    listed(call, (one) => one.members.has(str(call.args.user) || call.team.botUserId)),
  ),
  'conversations.members': botMethod(READS, members),
  'conversations.open': botMethod(['im:write', 'mpim:write', 'channels:manage', 'groups:write'], open),
  'conversations.history': botMethod(HISTORIES, history),
  'conversations.replies': botMethod(HISTORIES, replies),
  'conversations.join': botMethod(['channels:join'], join),
};

function readable(call: ApiCall, right: 'read' | 'history'): ConversationRecord {
  const conversation = seenConversation(call);
  needScope(call, `${SCOPE_WORD[conversation.kind]}:${right}`);
  return conversation;
}

function info(call: ApiCall): Obj {
  const conversation = readable(call, 'read');
  const channel = conversationJson(call.team, conversation);
  return {
    channel:
      call.args.include_num_members === true
        ? { ...channel, num_members: conversation.members.size }
        : channel,
  };
}

function listed(call: ApiCall, wanted: (one: ConversationRecord) => boolean): Obj {
  const { team, args } = call;
  const types = (str(args.types) || 'public_channel').split(',').map((type) => type.trim());
  for (const kind of ['channel', 'group', 'im', 'mpim'] as const) {
    if (types.includes(TYPE_WORD[kind])) needScope(call, `${SCOPE_WORD[kind]}:read`);
  }
  const all = [...team.conversations.values()].filter((one) => {
    const visible = one.kind === 'channel' || one.members.has(team.botUserId);
    return (
      visible &&
      types.includes(TYPE_WORD[one.kind]) &&
      !(args.exclude_archived === true && one.archived) &&
      wanted(one)
    );
  });
  const { items, cursor } = page(args, all);
  return {
    channels: items.map((one) => conversationJson(team, one)),
    response_metadata: { next_cursor: cursor },
  };
}

function members(call: ApiCall): Obj {
  const { items, cursor } = page(call.args, [...readable(call, 'read').members]);
  return { members: items, response_metadata: { next_cursor: cursor } };
}

function open(call: ApiCall): Obj {
  const { context, team, args } = call;
  if (str(args.channel)) return { channel: { id: seenConversation(call).id } };
  const ids = str(args.users)
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (!ids.length) throw new SlackError('users_list_not_supplied');
  if (ids.length > 8) throw new SlackError('too_many_users');
  needScope(call, ids.length > 1 ? 'mpim:write' : 'im:write');
  for (const id of ids) refuseUser(call, id);
  const conversation = ids.length === 1 ? directMessage(context.world, team, ids[0] ?? '') : group(call, ids);
  return {
    channel: args.return_im === true ? conversationJson(team, conversation) : { id: conversation.id },
  };
}

function refuseUser({ team }: ApiCall, id: string): void {
  const user = team.users.get(id);
  if (!user) throw new SlackError('user_not_found');
  if (user.deleted) throw new SlackError('user_disabled');
  if (user.isBot) throw new SlackError('cannot_dm_bot');
}

function group({ context, team }: ApiCall, ids: string[]): ConversationRecord {
  const all = new Set([...ids, team.botUserId]);
  const same = [...team.conversations.values()].find(
    (one) =>
      one.kind === 'mpim' && one.members.size === all.size && [...all].every((id) => one.members.has(id)),
  );
  return same ?? makeConversation(context.world, team, 'mpim', `mpdm-${ids.join('--')}-1`, [...all]);
}

function between(args: Obj, messages: MessageRecord[]): MessageRecord[] {
  const oldest = str(args.oldest) || '0';
  const latest = str(args.latest) || '9999999999.999999';
  const inclusive = args.inclusive === true;
  return messages.filter(({ ts }) => (inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest));
}

function shown(call: ApiCall, messages: MessageRecord[]): Obj[] {
  return messages.map((message) => {
    const json = messageJson(call.context.world, call.team, message);
    if (call.args.include_all_metadata !== true) delete json.metadata;
    return json;
  });
}

function history(call: ApiCall): Obj {
  const conversation = memberOnly(call);
  const top = conversation.messages.filter(
    (one) => !one.deleted && (!one.threadTs || one.threadTs === one.ts || one.broadcast),
  );
  const { items, cursor } = page(call.args, between(call.args, top).reverse());
  return {
    messages: shown(call, items),
    has_more: cursor !== '',
    pin_count: 0,
    response_metadata: { next_cursor: cursor },
  };
}

function memberOnly(call: ApiCall): ConversationRecord {
  const conversation = readable(call, 'history');
  if (!conversation.members.has(call.team.botUserId)) throw new SlackError('not_in_channel');
  return conversation;
}

function replies(call: ApiCall): Obj {
  const conversation = memberOnly(call);
  const named = conversation.messages.find((one) => one.ts === str(call.args.ts) && !one.deleted);
  if (!named) throw new SlackError('thread_not_found');
  const parent =
    named.threadTs && named.threadTs !== named.ts ? seenMessage(conversation, named.threadTs) : named;
  const { items, cursor } = page(call.args, between(call.args, repliesTo(conversation, parent.ts)));
  return {
    messages: shown(call, [parent, ...items]),
    has_more: cursor !== '',
    response_metadata: { next_cursor: cursor },
  };
}

function join(call: ApiCall): Obj {
  const { team } = call;
  const conversation = seenConversation(call);
  if (conversation.kind !== 'channel') throw new SlackError('method_not_supported_for_channel_type');
  if (conversation.archived) throw new SlackError('is_archived');
  if (!conversation.members.has(team.botUserId)) void enter(call, conversation);
  return { channel: conversationJson(team, conversation) };
}

async function enter({ context, team }: ApiCall, conversation: ConversationRecord): Promise<void> {
  conversation.members.add(team.botUserId);
  await addMessage(context, team, conversation, {
    user: team.botUserId,
    text: `<@${team.botUserId}> has joined the channel`,
    subtype: 'channel_join',
  });
  const event = {
    type: 'member_joined_channel',
    user: team.botUserId,
    channel: conversation.id,
    channel_type: 'C',
    team: team.id,
  };
  await context.events.publish(team, 'member_joined_channel', event);
}
