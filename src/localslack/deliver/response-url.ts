import { randomBytes } from 'node:crypto';
import { refuseBadMessage } from '../check/message.ts';
import type { Context } from '../context.ts';
import { type Obj, objs, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import {
  addMessage,
  changeMessage,
  makeMessage,
  type NewMessage,
  removeMessage,
  withBlockIds,
} from '../world/posting.ts';
import type { MessageRecord, TeamRecord } from '../world/records.ts';
import { findMessage } from '../world/teams.ts';
import type { ResponseGrant } from '../world/world.ts';

const LIFE_MS = 30 * 60_000;
const MOST_USES = 5;

/** Makes a response_url for something a person did. */
export function makeResponseUrl(
  context: Context,
  given: Omit<ResponseGrant, 'at' | 'uses'>,
): { url: string; grant: ResponseGrant } {
  const token = randomBytes(12).toString('hex');
  const grant = { ...given, at: context.world.settings.now(), uses: 0 };
  context.world.grants.set(token, grant);
  return { url: `${context.world.origin}/response/${token}`, grant };
}

/** Takes what the app posts to a response_url. */
export function useResponseUrl(context: Context, token: string, body: Obj): { status: number; body: string } {
  const { world } = context;
  const grant = world.grants.get(token);
  const refused = (error: string) => ({ status: 404, body: JSON.stringify({ ok: false, error }) });
  if (!grant) return refused('not_found');
  if (world.settings.now() - grant.at > LIFE_MS) return refused('expired_url');
  if (grant.uses >= MOST_USES) return refused('used_url');
  grant.uses += 1;
  try {
    answerWith(context, grant, body);
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    world.violate('response_url', error.code, error.messages, body);
    return {
      status: 400,
      body: JSON.stringify({ ok: false, error: error.code, response_metadata: { messages: error.messages } }),
    };
  }
}

/** Places an answer: instead of the message it came from, in the channel, or to the person alone. */
export function answerWith(context: Context, grant: ResponseGrant, body: Obj): MessageRecord | undefined {
  const team = context.world.teams.get(grant.teamId);
  const conversation = team?.conversations.get(grant.channel);
  if (!team || !conversation) throw new SlackError('channel_not_found');
  const source = grant.messageTs ? sourceMessage(team, grant) : undefined;
  if (body.delete_original === true) {
    if (source?.onlyFor) source.deleted = true;
    else if (source) void removeMessage(context, team, conversation, source);
    context.world.changed();
    return undefined;
  }
  refuseBadMessage(body);
  if (body.replace_original === true && source) return replace(context, team, source, body);
  return place(context, team, grant, body);
}

function sourceMessage(team: TeamRecord, grant: ResponseGrant): MessageRecord | undefined {
  const conversation = team.conversations.get(grant.channel);
  const ephemeral = team.ephemerals.find((one) => one.ts === grant.messageTs);
  return (
    ephemeral ?? (conversation && grant.messageTs ? findMessage(conversation, grant.messageTs) : undefined)
  );
}

function replace(context: Context, team: TeamRecord, source: MessageRecord, body: Obj): MessageRecord {
  const blocks = withBlockIds(context, objs(body.blocks));
  const change = { text: str(body.text), blocks, attachments: objs(body.attachments) };
  const conversation = team.conversations.get(source.channel);
  if (source.onlyFor || !conversation) Object.assign(source, change);
  else void changeMessage(context, team, conversation, source, change, team.botUserId);
  context.world.changed();
  return source;
}

function place(
  context: Context,
  team: TeamRecord,
  grant: ResponseGrant,
  body: Obj,
): MessageRecord | undefined {
  const conversation = team.conversations.get(grant.channel);
  const message: NewMessage = {
    user: team.botUserId,
    botId: team.botId,
    text: str(body.text),
    blocks: objs(body.blocks),
    attachments: objs(body.attachments),
    threadTs: str(body.thread_ts) || undefined,
  };
  if (body.response_type === 'in_channel' && conversation) {
    void addMessage(context, team, conversation, message);
    return conversation.messages.at(-1);
  }
  const shown = makeMessage(context, grant.channel, {
    ...message,
    threadTs: message.threadTs ?? grant.threadTs,
    onlyFor: grant.userId,
  });
  team.ephemerals.push(shown);
  context.world.changed();
  return shown;
}
