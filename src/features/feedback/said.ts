import { z } from 'zod';
import { typedText } from '../../slack/dispatch.ts';
import type { Event } from '../feature.ts';

/** A message that a person wrote, changed or deleted where Herald can read. */
export type Said = {
  readonly kind: 'written' | 'changed' | 'deleted';
  readonly channel: string;
  /** A direct message to Herald. */
  readonly direct: boolean;
  readonly ts: string;
  /** The message that it answers. */
  readonly parent: string | undefined;
  readonly user: string;
  readonly text: string;
};

const message = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  subtype: z.string().optional(),
  text: z.string().default(''),
});
const shape = z.looseObject({
  channel: z.string(),
  channel_type: z.string().optional(),
  subtype: z.string().optional(),
});
const edit = z.looseObject({ message, previous_message: message.optional() });
const deletion = z.looseObject({ deleted_ts: z.string(), previous_message: message.optional() });

/** The subtypes that a person's own words come with; all others tell of joins, topics and bots. */
const OWN = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message']);

type Message = z.infer<typeof message>;

const byPerson = (one: Message, botUser: string): one is Message & { user: string } =>
  OWN.has(one.subtype) &&
  !one.bot_id &&
  one.user !== undefined &&
  one.user !== botUser &&
  one.user !== 'USLACKBOT';

/** Reads a message event; undefined for what bots, Slack and Herald itself say, and for edits that change no words. */
export function saidIn(event: Event): Said | undefined {
  const place = shape.safeParse(event.event);
  if (!place.success) return undefined;
  const { channel, channel_type: type, subtype } = place.data;
  const at = { channel, direct: type === 'im' || type === 'app_home' };
  if (subtype === 'message_deleted') {
    const gone = deletion.safeParse(event.event);
    return gone.success
      ? { ...at, kind: 'deleted', ts: gone.data.deleted_ts, parent: undefined, user: '', text: '' }
      : undefined;
  }
  if (subtype === 'message_changed') {
    const changed = edit.safeParse(event.event);
    if (!changed.success) return undefined;
    const { message: now, previous_message: before } = changed.data;
    const rest = { ...at, ts: now.ts, parent: now.thread_ts, user: now.user ?? '' };
    if (now.subtype === 'tombstone') return { ...rest, kind: 'deleted', text: '' };
    if (!byPerson(now, event.botUser) || now.text === before?.text) return undefined;
    return { ...rest, kind: 'changed', text: typedText({ ...event, event: now }) };
  }
  const written = message.safeParse(event.event);
  if (!written.success || !byPerson(written.data, event.botUser)) return undefined;
  const { ts, thread_ts: thread, user } = written.data;
  return {
    ...at,
    kind: 'written',
    ts,
    parent: thread === ts ? undefined : thread,
    user,
    text: typedText(event),
  };
}
