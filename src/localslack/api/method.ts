import type { Context } from '../context.ts';
import { type Obj, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import type { ConversationRecord, MessageRecord, TeamRecord } from '../world/records.ts';
import { findMessage } from '../world/teams.ts';

/** One call on its way to a method. */
export interface ApiCall {
  context: Context;
  team: TeamRecord;
  args: Obj;
}

/** A Web API method: whose token it needs, any of which scopes, and what it does. */
export interface Method {
  token: 'bot' | 'app' | 'none';
  scopes: string[];
  run: (call: ApiCall) => Obj | Promise<Obj>;
}

/** A method of the bot's token that needs one of these scopes. */
export function botMethod(scopes: string[], run: Method['run']): Method {
  return { token: 'bot', scopes, run };
}

/** Refuses a call that lacks one of the scopes. */
export function needScope(call: ApiCall, ...scopes: string[]): void {
  const granted = call.team.scopes ?? call.context.world.manifest.scopes;
  if (!granted || scopes.length === 0 || scopes.some((scope) => granted.has(scope))) return;
  throw new SlackError('missing_scope', [], { needed: scopes.join(','), provided: [...granted].join(',') });
}

/** Whether the app holds a scope. */
export function hasScope(call: ApiCall, scope: string): boolean {
  const granted = call.team.scopes ?? call.context.world.manifest.scopes;
  return !granted || granted.has(scope);
}

/** The conversation that an argument names, if the bot may know of it. */
export function seenConversation(call: ApiCall, id = str(call.args.channel)): ConversationRecord {
  const { team } = call;
  const name = id.replace(/^#/, '');
  const byName = () =>
    [...team.conversations.values()].find((one) => one.name === name && one.kind === 'channel');
  const found = team.conversations.get(id) ?? byName();
  if (!found || (found.kind !== 'channel' && !found.members.has(team.botUserId)))
    throw new SlackError('channel_not_found');
  return found;
}

/** The message that an argument names in a conversation. */
export function seenMessage(conversation: ConversationRecord, ts: unknown): MessageRecord {
  const found = findMessage(conversation, str(ts));
  if (!found) throw new SlackError('message_not_found');
  return found;
}

/** One page of a list, with Slack's cursor to the next. */
export function page<T>(args: Obj, all: T[], defaultLimit = 100): { items: T[]; cursor: string } {
  const limit = Math.min(Number(args.limit ?? defaultLimit) || defaultLimit, 1000);
  const cursor = str(args.cursor);
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('next:', '')) : 0;
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const more = start + limit < all.length;
  return {
    items: all.slice(start, start + limit),
    cursor: more ? Buffer.from(`next:${start + limit}`).toString('base64') : '',
  };
}
