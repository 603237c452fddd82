import { refuseBadMessage } from '../check/message.ts';
import { type Obj, obj, objs, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import {
  addMessage,
  changeMessage,
  makeMessage,
  type NewMessage,
  removeMessage,
  withBlockIds,
} from '../world/posting.ts';
import type { ConversationRecord, MessageRecord } from '../world/records.ts';
import { messageJson, permalink } from '../world/shapes.ts';
import { directMessage, findMessage } from '../world/teams.ts';
import {
  type ApiCall,
  botMethod,
  hasScope,
  type Method,
  needScope,
  seenConversation,
  seenMessage,
} from './method.ts';

/** Messages: post, change, take away, show to one. */
export const chatMethods: Record<string, Method> = {
  'chat.postMessage': botMethod(['chat:write'], postMessage),
  'chat.update': botMethod(['chat:write'], update),
  'chat.delete': botMethod(['chat:write'], remove),
  'chat.postEphemeral': botMethod(['chat:write'], postEphemeral),
  'chat.getPermalink': botMethod([], getPermalink),
};

async function postMessage(call: ApiCall): Promise<Obj> {
  const { context, team, args } = call;
  refuseBadMessage(args);
  if (args.username || args.icon_emoji || args.icon_url) needScope(call, 'chat:write.customize');
  const conversation = destination(call);
  const threadTs = threadOf(conversation, args.thread_ts);
  const posting = addMessage(context, team, conversation, {
    ...fromBot(call),
    threadTs,
    broadcast: args.reply_broadcast === true,
  });
  const message = conversation.messages.at(-1);
  void posting;
  if (!message) throw new SlackError('internal_error');
  return { channel: conversation.id, ts: message.ts, message: messageJson(context.world, team, message) };
}

function fromBot({ team, args }: ApiCall): NewMessage {
  return {
    user: team.botUserId,
    botId: team.botId,
    text: str(args.text) || str(args.markdown_text),
    blocks: objs(args.blocks),
    attachments: objs(args.attachments),
    metadata: args.metadata === undefined ? undefined : obj(args.metadata),
    ...(args.username ? { username: str(args.username) } : {}),
    ...(args.icon_emoji ? { iconEmoji: str(args.icon_emoji) } : {}),
  };
}

function destination(call: ApiCall): ConversationRecord {
  const { context, team, args } = call;
  const user = team.users.get(str(args.channel));
  const conversation = user ? directMessage(context.world, team, user.id) : seenConversation(call);
  if (conversation.archived) throw new SlackError('is_archived');
  if (conversation.kind === 'im') refuseUnreachable(call, conversation);
  const open = conversation.kind === 'channel' && hasScope(call, 'chat:write.public');
  if (!conversation.members.has(team.botUserId) && !(open && call.context.world.manifest.scopes)) {
    throw new SlackError('not_in_channel');
  }
  return conversation;
}

function refuseUnreachable({ context, team }: ApiCall, conversation: ConversationRecord): void {
  const id = [...conversation.members].find((member) => member !== team.botUserId) ?? '';
  const user = team.users.get(id);
  if (user?.isBot) throw new SlackError('cannot_dm_bot');
  if (user?.deleted) throw new SlackError('user_disabled');
  if (!context.world.manifest.messagesTab) throw new SlackError('messages_tab_disabled');
}

function threadOf(conversation: ConversationRecord, ts: unknown): string | undefined {
  if (ts === undefined || ts === null || ts === '') return undefined;
  const parent = findMessage(conversation, str(ts));
  if (!parent) throw new SlackError('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

async function update(call: ApiCall): Promise<Obj> {
  const { context, team, args } = call;
  const conversation = seenConversation(call);
  const message = seenMessage(conversation, args.ts);
  if (message.user !== team.botUserId) throw new SlackError('cant_update_message');
  if (conversation.archived) throw new SlackError('is_archived');
  const next = merged(message, args);
  refuseBadMessage({ ...next, ...(args.metadata === undefined ? {} : { metadata: args.metadata }) });
  const change: Partial<MessageRecord> = {
    text: str(next.text),
    blocks: withBlockIds(context, objs(next.blocks)),
    attachments: objs(next.attachments),
    ...(args.metadata === undefined ? {} : { metadata: obj(args.metadata) }),
  };
  void changeMessage(context, team, conversation, message, change, team.botUserId);
  return {
    channel: conversation.id,
    ts: message.ts,
    text: message.text,
    message: messageJson(context.world, team, message),
  };
}

// Text without blocks takes the blocks away; blocks alone leave the text as it was.
function merged(message: MessageRecord, args: Obj): Obj {
  const textOnly = args.text !== undefined && args.blocks === undefined;
  return {
    text: args.text ?? args.markdown_text ?? message.text,
    ...(args.blocks !== undefined ? { blocks: args.blocks } : textOnly ? {} : { blocks: message.blocks }),
    ...(args.attachments !== undefined ? { attachments: args.attachments } : {}),
  };
}

function remove(call: ApiCall): Obj {
  const { context, team, args } = call;
  const conversation = seenConversation(call);
  const message = seenMessage(conversation, args.ts);
  if (message.user !== team.botUserId) throw new SlackError('cant_delete_message');
  void removeMessage(context, team, conversation, message);
  return { channel: conversation.id, ts: message.ts };
}

function postEphemeral(call: ApiCall): Obj {
  const { context, team, args } = call;
  refuseBadMessage(args);
  const conversation = seenConversation(call);
  if (conversation.archived) throw new SlackError('is_archived');
  if (!conversation.members.has(team.botUserId)) throw new SlackError('not_in_channel');
  if (!conversation.members.has(str(args.user))) throw new SlackError('user_not_in_channel');
  const threadTs = threadOf(conversation, args.thread_ts);
  const message = makeMessage(context, conversation.id, {
    ...fromBot(call),
    threadTs,
    onlyFor: str(args.user),
  });
  team.ephemerals.push(message);
  context.world.changed();
  return { message_ts: message.ts };
}

function getPermalink(call: ApiCall): Obj {
  const conversation = seenConversation(call);
  const message = seenMessage(conversation, call.args.message_ts);
  return { channel: conversation.id, permalink: permalink(call.team, message) };
}
