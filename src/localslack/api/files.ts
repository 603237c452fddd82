import { refuseBadMessage } from '../check/message.ts';
import { type Obj, objs, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import { addMessage } from '../world/posting.ts';
import type { FileRecord } from '../world/records.ts';
import { fileJson } from '../world/shapes.ts';
import { type ApiCall, botMethod, type Method, seenConversation } from './method.ts';

/** Files: the upload in three steps, and looking one up. */
export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': botMethod(['files:write'], getUploadUrl),
  'files.completeUploadExternal': botMethod(['files:write'], complete),
  'files.info': botMethod(['files:read'], info),
};

const TYPES: Record<string, string> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  json: 'application/json',
  txt: 'text/plain',
  md: 'text/markdown',
};

/** The media type that a file's name suggests. */
export function mediaType(name: string): string {
  return TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}

function getUploadUrl({ context, team, args }: ApiCall): Obj {
  const { world } = context;
  const name = str(args.filename);
  if (!name) throw new SlackError('invalid_arguments', ['[ERROR] missing required field: filename']);
  if (!(Number(args.length) > 0))
    throw new SlackError('invalid_arguments', ['[ERROR] length must be positive']);
  const file: FileRecord = {
    id: world.id('F'),
    name,
    title: name,
    mimetype: mediaType(name),
    user: team.botUserId,
    teamId: team.id,
    content: Buffer.alloc(0),
    altText: str(args.alt_text),
    uploaded: false,
    shares: [],
  };
  world.files.set(file.id, file);
  return { upload_url: `${world.origin}/upload/${file.id}`, file_id: file.id };
}

async function complete(call: ApiCall): Promise<Obj> {
  const { context, team, args } = call;
  const files = objs(args.files).map((entry) => {
    const file = context.world.files.get(str(entry.id));
    if (!file?.uploaded || file.teamId !== team.id) throw new SlackError('file_not_found');
    if (entry.title) file.title = str(entry.title);
    return file;
  });
  const before = files.map((file) => fileJson(context.world, team, file));
  if (args.channel_id || args.channels) await share(call, files);
  // Sharing happens a moment later in Slack: the reply does not show where the file stands.
  return { files: before };
}

async function share(call: ApiCall, files: FileRecord[]): Promise<void> {
  const { context, team, args } = call;
  const conversation = seenConversation(call, str(args.channel_id) || str(args.channels).split(',')[0]);
  if (!conversation.members.has(team.botUserId)) throw new SlackError('not_in_channel');
  if (args.blocks !== undefined && !args.initial_comment) refuseBadMessage(args);
  void addMessage(context, team, conversation, {
    user: team.botUserId,
    botId: team.botId,
    subtype: 'file_share',
    text: str(args.initial_comment),
    blocks: args.initial_comment ? [] : objs(args.blocks),
    threadTs: str(args.thread_ts) || undefined,
    files,
  });
}

function info({ context, team, args }: ApiCall): Obj {
  const file = context.world.files.get(str(args.file));
  if (!file || file.teamId !== team.id) throw new SlackError('file_not_found');
  return { file: fileJson(context.world, team, file) };
}
