import { type Obj, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import { react } from '../world/posting.ts';
import { messageJson } from '../world/shapes.ts';
import { type ApiCall, botMethod, type Method, seenConversation, seenMessage } from './method.ts';

/** Reactions of the bot. */
export const reactionMethods: Record<string, Method> = {
  'reactions.add': botMethod(['reactions:write'], (call) => change(call, true)),
  'reactions.remove': botMethod(['reactions:write'], (call) => change(call, false)),
  'reactions.get': botMethod(['reactions:read'], get),
};

async function change(call: ApiCall, add: boolean): Promise<Obj> {
  const { context, team, args } = call;
  const conversation = seenConversation(call);
  const name = str(args.name);
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackError('invalid_name');
  if (!conversation.members.has(team.botUserId)) throw new SlackError('not_in_channel');
  if (conversation.archived) throw new SlackError('is_archived');
  const message = seenMessage(conversation, args.timestamp);
  const has = message.reactions.get(name)?.includes(team.botUserId) ?? false;
  if (has === add) throw new SlackError(add ? 'already_reacted' : 'no_reaction');
  void react(context, team, message, team.botUserId, name, add);
  return {};
}

function get(call: ApiCall): Obj {
  const { context, team, args } = call;
  const conversation = seenConversation(call);
  const message = seenMessage(conversation, args.timestamp);
  return { type: 'message', channel: conversation.id, message: messageJson(context.world, team, message) };
}
