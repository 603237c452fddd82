import { type SlackApi, SlackSilent } from './api.ts';

/** A file as a person gets it. */
export type SentFile = { readonly name: string; readonly content: string };

const idOf = (holder: unknown, name: string): string => {
  const value: unknown =
    typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
  return typeof value === 'string' ? value : '';
};

const TIMEOUT_MS = 30_000;

async function uploaded(
  api: SlackApi,
  workspace: string,
  file: SentFile,
): Promise<{ id: string; title: string }> {
  const bytes = Buffer.from(file.content, 'utf8');
  const place = await api.call(workspace, 'files.getUploadURLExternal', {
    filename: file.name,
    length: bytes.length,
  });
  const answer = await fetch(idOf(place, 'upload_url'), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new SlackSilent(`The upload answered ${answer.status}.`);
  return { id: idOf(place, 'file_id'), title: file.name };
}

/** Uploads files to a person's direct messages with Herald, in one message; throws what `api.call` throws. */
export async function sendFiles(
  api: SlackApi,
  workspace: string,
  user: string,
  files: readonly SentFile[],
  comment: string,
): Promise<void> {
  const opened = await api.call(workspace, 'conversations.open', { users: user });
  const ready = await Promise.all(files.map((file) => uploaded(api, workspace, file)));
  await api.call(workspace, 'files.completeUploadExternal', {
    files: ready,
    channel_id: idOf(opened['channel'], 'id'),
    initial_comment: comment,
  });
}
