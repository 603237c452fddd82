import type { Context } from '../context.ts';
import { ClientRefusal } from '../world/error.ts';
import { addMessage } from '../world/posting.ts';
import type { ConversationRecord, TeamRecord, UserRecord } from '../world/records.ts';

/** Whether somebody is in a conversation. */
export function isMember(conversation: ConversationRecord, user: UserRecord): boolean {
  return conversation.members.has(user.id);
}

/** Brings somebody into a conversation they are not in yet, and tells the app. */
export async function enterChannel(
  context: Context,
  team: TeamRecord,
  conversation: ConversationRecord,
  user: UserRecord,
  inviter?: string,
): Promise<void> {
  if (isMember(conversation, user)) return;
  if (conversation.kind !== 'channel' && !inviter)
    throw new ClientRefusal(`${user.name} cannot join #${conversation.name}.`);
  conversation.members.add(user.id);
  await addMessage(context, team, conversation, {
    user: user.id,
    text: `<@${user.id}> has joined the channel`,
    subtype: conversation.kind === 'group' ? 'group_join' : 'channel_join',
  });
  if (!conversation.members.has(team.botUserId)) return;
  await context.events.publish(team, 'member_joined_channel', {
    type: 'member_joined_channel',
    user: user.id,
    channel: conversation.id,
    channel_type: conversation.kind === 'channel' ? 'C' : 'G',
    team: team.id,
    ...(inviter && { inviter }),
  });
}
