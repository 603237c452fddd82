import { problemText } from '../check/problem.ts';
import { checkArgs, coerceArgs, isKnownMethod } from '../check/schema.ts';
import type { Context } from '../context.ts';
import type { Obj } from '../json.ts';
import { SlackError } from '../world/error.ts';
import type { TeamRecord } from '../world/records.ts';
import { teamOfToken } from '../world/teams.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { installMethods } from './install.ts';
import { type Method, needScope } from './method.ts';
import { peopleMethods } from './people.ts';
import { reactionMethods } from './reactions.ts';
import { viewMethods } from './views.ts';

const METHODS: Record<string, Method> = {
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...installMethods,
  ...peopleMethods,
  ...reactionMethods,
  ...viewMethods,
};

/** The names of the methods that the stand-in answers. */
export const methodNames = Object.keys(METHODS);

/** Errors that say the app sent what Slack never takes, as opposed to what the moment did not allow. */
const FAULTS = new Set([
  'duplicate_external_id',
  'invalid_arguments',
  'invalid_blocks',
  'invalid_metadata_format',
  'markdown_text_conflict',
  'metadata_too_large',
  'missing_scope',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'too_many_attachments',
  'unknown_method',
  'view_too_large',
]);

/** The workspace that holds the token; the app's own token and calls without one have no workspace. */
const NOBODY: TeamRecord = {
  id: '',
  name: '',
  domain: '',
  botUserId: '',
  botId: '',
  botToken: '',
  installed: false,
  scopes: undefined,
  users: new Map(),
  conversations: new Map(),
  groups: new Map(),
  ephemerals: [],
  stacks: new Map(),
  homes: new Map(),
};

/** Reads a call's arguments, from JSON or from form fields. */
export function readArgs(method: string, given: Obj | Record<string, string>, isForm: boolean): Obj {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) if (typeof value === 'string') fields[name] = value;
  const args = isForm ? coerceArgs(method, fields) : { ...given };
  for (const [name, value] of Object.entries(args))
    if (value === null || value === undefined) delete args[name];
  return args;
}

/** Answers a Web API call as Slack would, and keeps a record of it. */
export async function answerCall(context: Context, method: string, args: Obj, token: string): Promise<Obj> {
  const { world } = context;
  const team = teamOfToken(world, token);
  const { token: _, ...rest } = args;
  const response = await attempt(context, method, rest, token, team);
  const error = typeof response.error === 'string' ? response.error : undefined;
  const entry = {
    method,
    args: rest,
    token,
    teamId: team?.id,
    ok: response.ok === true,
    response,
    at: world.settings.now(),
  };
  world.calls.push(error ? { ...entry, error } : entry);
  world.changed();
  return response;
}

async function attempt(
  context: Context,
  name: string,
  args: Obj,
  token: string,
  team: TeamRecord | undefined,
): Promise<Obj> {
  try {
    const method = METHODS[name];
    if (!method) throw new SlackError('unknown_method', [], { req_method: name });
    refuseToken(context, method, token, team);
    const call = { context, team: team ?? NOBODY, args };
    if (method.token === 'bot') needScope(call, ...method.scopes);
    refuseArgs(name, args);
    return { ok: true, ...(await method.run(call)) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    if (FAULTS.has(error.code)) context.world.violate(name, error.code, faultMessages(error), args);
    const messages = error.messages.length ? { response_metadata: { messages: error.messages } } : {};
    return { ok: false, error: error.code, ...error.extra, ...messages };
  }
}

function faultMessages(error: SlackError): string[] {
  return error.messages.length
    ? error.messages
    : Object.entries(error.extra).map(([key, value]) => `${key}: ${String(value)}`);
}

function refuseToken({ world }: Context, method: Method, token: string, team: TeamRecord | undefined): void {
  if (method.token === 'none') return;
  if (!token) throw new SlackError('not_authed');
  if (method.token === 'app') {
    if (token === world.appToken) return;
    throw new SlackError(team ? 'not_allowed_token_type' : 'invalid_auth');
  }
  if (token === world.appToken) throw new SlackError('not_allowed_token_type');
  if (!team) throw new SlackError('invalid_auth');
  if (!team.installed) throw new SlackError('account_inactive');
}

const SAYS = ['text', 'blocks', 'attachments', 'markdown_text'];

function refuseArgs(name: string, args: Obj): void {
  const posts = name === 'chat.postMessage' || name === 'chat.postEphemeral';
  if (posts && !SAYS.some((key) => args[key])) throw new SlackError('no_text');
  if (!isKnownMethod(name)) return;
  const { team_id: _, ...rest } = args;
  const problems = checkArgs(name, rest);
  if (problems.length) throw new SlackError('invalid_arguments', problems.map(problemText));
}
