import { type SlackAnswer, type SlackApi, SlackRefusal } from '../slack/api.ts';
import { shorten } from '../slack/text.ts';
import type { PublicationRow } from './store.ts';

/** Names a message as Herald's, so that it is found again when the answer to a post was lost. */
const METADATA_TYPE = 'herald_publication';

export type Standing = { channel: string; ts: string };

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const standingOf = (answer: SlackAnswer, fallback?: Standing): Standing => {
  const channel = answer['channel'];
  const ts = answer['ts'];
  return {
    channel: typeof channel === 'string' ? channel : (fallback?.channel ?? ''),
    ts: typeof ts === 'string' ? ts : (fallback?.ts ?? ''),
  };
};

const contentOf = (row: PublicationRow) => ({
  text: shorten(row.message.text, 3900),
  ...(row.message.blocks.length > 0 ? { blocks: row.message.blocks } : {}),
  metadata: { event_type: METADATA_TYPE, event_payload: { id: row.id } },
});

/** The Web API method that makes this publication stand. */
export const methodOf = (row: PublicationRow): 'chat.postMessage' | 'chat.update' =>
  row.ts ? 'chat.update' : 'chat.postMessage';

/** Posts a publication, or edits it where it stands. */
export async function send(
  api: SlackApi,
  row: PublicationRow,
  thread: string | undefined,
): Promise<Standing> {
  if (row.ts && row.channel) {
    const at = { channel: row.channel, ts: row.ts };
    return standingOf(await api.call(row.workspace, 'chat.update', { ...at, ...contentOf(row) }), at);
  }
  const answer = await api.call(row.workspace, 'chat.postMessage', {
    channel: row.destination,
    ...contentOf(row),
    ...(thread ? { thread_ts: thread } : {}),
    unfurl_links: false,
    unfurl_media: false,
  });
  return standingOf(answer);
}

const isOurs = (message: unknown, row: PublicationRow): boolean => {
  const metadata = field(message, 'metadata');
  return (
    field(metadata, 'event_type') === METADATA_TYPE &&
    field(field(metadata, 'event_payload'), 'id') === row.id
  );
};

async function directChannel(api: SlackApi, row: PublicationRow): Promise<string> {
  if (!/^[UW]/.test(row.destination)) return row.destination;
  const opened = await api.call(row.workspace, 'conversations.open', { users: row.destination });
  const id = field(opened['channel'], 'id');
  if (typeof id !== 'string') throw new SlackRefusal('conversations.open', 'channel_not_found');
  return id;
}

/**
 * Looks in Slack's history for a message whose post was never answered. Undefined when it is not there, so that it
 * is safe to post it; throws `SlackRefusal` when the history cannot be read.
 */
export async function find(
  api: SlackApi,
  row: PublicationRow,
  thread: string | undefined,
): Promise<Standing | undefined> {
  const channel = await directChannel(api, row);
  const oldest = String(((row.sentAt ?? 0) - 120_000) / 1000);
  const page = { channel, oldest, inclusive: true, include_all_metadata: true, limit: 200 };
  let cursor: string | undefined;
  do {
    const answer: SlackAnswer = thread
      ? await api.call(row.workspace, 'conversations.replies', {
          ...page,
          ts: thread,
          ...(cursor ? { cursor } : {}),
        })
      : await api.call(row.workspace, 'conversations.history', { ...page, ...(cursor ? { cursor } : {}) });
    const messages = answer['messages'];
    const ours = Array.isArray(messages)
      ? messages.find((message: unknown) => isOurs(message, row))
      : undefined;
    const ts = field(ours, 'ts');
    if (typeof ts === 'string') return { channel, ts };
    const next = field(answer['response_metadata'], 'next_cursor');
    cursor = typeof next === 'string' && next !== '' ? next : undefined;
  } while (cursor);
  return undefined;
}
