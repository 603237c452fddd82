import { answerWith } from '../deliver/response-url.ts';
import { isObj, type Obj, parseJson } from '../json.ts';
import { escapedCommandText } from '../text/typed.ts';
import { ClientRefusal, SlackError } from '../world/error.ts';
import { addMessage } from '../world/posting.ts';
import type { ConversationRecord, MessageRecord } from '../world/records.ts';
import { type Act, type Actor, beginAct, finishAct } from './act.ts';
import type { Outcome } from './outcome.ts';

/** Types a slash command in a conversation and waits for what comes of it. */
export async function typeCommand(
  actor: Actor,
  where: ConversationRecord,
  typed: string,
  wait?: number,
): Promise<Outcome> {
  const { context, team, user } = actor;
  const { manifest } = context.world;
  const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  if (!command) throw new ClientRefusal(`"${typed}" is not a command; to write a message, use post.`);
  const entry = manifest.commands?.find((one) => one.command === command);
  if (manifest.commands && !entry) throw new ClientRefusal(`${command} is not a valid command.`);
  const act = beginAct(actor, { channel: where.id, wait });
  const payload = {
    token: context.world.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: where.id,
    channel_name:
      where.kind === 'im' ? 'directmessage' : where.kind === 'channel' ? where.name : 'privategroup',
    user_id: user.id,
    user_name: user.name,
    command,
    text: (entry?.shouldEscape ? escapedCommandText(team, text) : text).trim(),
    api_app_id: context.world.appId,
    is_enterprise_install: 'false',
    response_url: act.responseUrl,
    trigger_id: act.trigger.id,
  };
  const answer = await context.sender.send('slash_commands', payload, entry?.url ?? '');
  const said = answer.failure ? {} : readBody(actor, act, where, typed, answer.body);
  return finishAct(actor, act, answer, said.message, said.error);
}

// The body of the acknowledgement is itself a message, by default for the person alone.
function readBody(
  actor: Actor,
  act: Act,
  where: ConversationRecord,
  typed: string,
  body: string,
): { message?: MessageRecord; error?: string } {
  if (body.trim() === '' || !act.grant) return {};
  const { context, team, user } = actor;
  const parsed = parseJson(body);
  const message: Obj = isObj(parsed) ? parsed : { text: body };
  try {
    if (message.response_type === 'in_channel')
      void addMessage(context, team, where, { user: user.id, text: typed });
    const placed = Object.keys(message).length ? answerWith(context, act.grant, message) : undefined;
    return placed ? { message: placed } : {};
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    context.world.violate('command_response', error.code, error.messages, message);
    return { error: error.code };
  }
}
