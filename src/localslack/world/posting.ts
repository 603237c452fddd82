import type { Context } from '../context.ts';
import { isObj, list, type Obj } from '../json.ts';
import { mentionsIn } from '../text/mentions.ts';
import type { ConversationRecord, FileRecord, MessageRecord, TeamRecord } from './records.ts';
import { messageJson } from './shapes.ts';

/** What a new message holds. */
export interface NewMessage {
  user: string;
  text: string;
  blocks?: Obj[];
  attachments?: Obj[];
  metadata?: Obj | undefined;
  threadTs?: string | undefined;
  broadcast?: boolean;
  subtype?: string;
  botId?: string;
  username?: string;
  iconEmoji?: string;
  files?: FileRecord[];
  onlyFor?: string;
}

/** Slack cuts text beyond this many characters. */
const MOST_TEXT = 40_000;

/** Makes a message without placing it anywhere; blocks without an id get one. */
export function makeMessage(context: Context, channel: string, given: NewMessage): MessageRecord {
  const { metadata, threadTs, ...rest } = given;
  return {
    ...rest,
    channel,
    ts: context.world.ts(),
    text: [...given.text].length > MOST_TEXT ? [...given.text].slice(0, MOST_TEXT).join('') : given.text,
    blocks: withBlockIds(context, given.blocks ?? []),
    attachments: given.attachments ?? [],
    files: given.files ?? [],
    deleted: false,
    reactions: new Map(),
    state: new Map(),
    ...(metadata && { metadata }),
    ...(threadTs && { threadTs }),
  };
}

/** Gives every block and element that has no id one, as Slack does. */
export function withBlockIds(context: Context, blocks: Obj[]): Obj[] {
  const fresh = () => context.world.id('b').slice(-6);
  const named = (element: unknown) =>
    isObj(element) &&
    element.type !== 'image' &&
    element.type !== 'mrkdwn' &&
    element.type !== 'plain_text' &&
    !element.action_id
      ? { ...element, action_id: fresh() }
      : element;
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? fresh(),
    ...(block.type === 'actions' && { elements: list(block.elements).map(named) }),
    ...(isObj(block.accessory) && { accessory: named(block.accessory) }),
    ...(isObj(block.element) && { element: named(block.element) }),
  }));
}

/** Places a message in a conversation and tells the app. */
export async function addMessage(
  context: Context,
  team: TeamRecord,
  conversation: ConversationRecord,
  given: NewMessage,
): Promise<MessageRecord> {
  const message = makeMessage(context, conversation.id, given);
  for (const file of message.files) file.shares.push({ channel: conversation.id, ts: message.ts });
  conversation.messages.push(message);
  context.world.changed();
  const shown = messageJson(context.world, team, message);
  const event = { ...shown, channel: conversation.id, event_ts: message.ts };
  await Promise.all([
    tell(context, team, conversation, event),
    mentionsBot(team, conversation, message)
      ? context.events.publish(team, 'app_mention', { ...event, type: 'app_mention' })
      : undefined,
  ]);
  return message;
}

function mentionsBot(team: TeamRecord, conversation: ConversationRecord, message: MessageRecord): boolean {
  const visible = conversation.kind !== 'im' && conversation.members.has(team.botUserId);
  return (
    visible && message.user !== team.botUserId && mentionsIn(message.text).users.includes(team.botUserId)
  );
}

/** Tells the app of something in a conversation that it can see. */
export async function tell(
  context: Context,
  team: TeamRecord,
  conversation: ConversationRecord,
  event: Obj,
): Promise<void> {
  if (!conversation.members.has(team.botUserId)) return;
  const suffix = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' }[conversation.kind];
  await context.events.publish(team, `message.${suffix}`, { channel_type: conversation.kind, ...event });
}

/** Changes a message in place and tells the app. */
export async function changeMessage(
  context: Context,
  team: TeamRecord,
  conversation: ConversationRecord,
  message: MessageRecord,
  change: Partial<MessageRecord>,
  by: string,
): Promise<void> {
  const before = messageJson(context.world, team, message);
  const ts = context.world.ts();
  Object.assign(message, change, { edited: { user: by, ts } });
  context.world.changed();
  const after = messageJson(context.world, team, message);
  const event = { message: after, previous_message: before, ts, event_ts: ts };
  await tell(context, team, conversation, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: conversation.id,
    ...event,
  });
}

/** Takes a message away and tells the app. */
export async function removeMessage(
  context: Context,
  team: TeamRecord,
  conversation: ConversationRecord,
  message: MessageRecord,
): Promise<void> {
  const before = messageJson(context.world, team, message);
  const ts = context.world.ts();
  message.deleted = true;
  context.world.changed();
  const event = { previous_message: before, deleted_ts: message.ts, ts, event_ts: ts };
  await tell(context, team, conversation, {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    channel: conversation.id,
    ...event,
  });
}

/** Adds or takes a reaction and tells the app; false when nothing changed. */
export async function react(
  context: Context,
  team: TeamRecord,
  message: MessageRecord,
  by: string,
  name: string,
  add: boolean,
): Promise<boolean> {
  const users = message.reactions.get(name) ?? [];
  if (users.includes(by) === add) return false;
  const next = add ? [...users, by] : users.filter((user) => user !== by);
  if (next.length) message.reactions.set(name, next);
  else message.reactions.delete(name);
  context.world.changed();
  const conversation = team.conversations.get(message.channel);
  if (!conversation?.members.has(team.botUserId)) return true;
  const type = add ? 'reaction_added' : 'reaction_removed';
  const item = { type: 'message', channel: message.channel, ts: message.ts };
  await context.events.publish(team, type, { type, user: by, reaction: name, item, item_user: message.user });
  return true;
}
