import { parse } from 'node:querystring';
import { z } from 'zod';
import { isInteraction } from './payloads.ts';

const id = z.string().min(1).max(64);
const who = z.object({ team_id: id.nullish(), enterprise_id: id.nullish(), user_id: z.string().nullish() });

/** Somebody or somewhere: an id, or an object that has one. */
const place = z.union([z.string(), z.object({ id })]);

const command = z.object({
  command: z.string().startsWith('/'),
  text: z.string().optional(),
  team_id: id,
  user_id: id,
  channel_id: id,
  trigger_id: z.string().min(1),
});
const event = z.object({
  team_id: id,
  event_id: id,
  event: z.object({
    type: z.string(),
    user: place.optional(),
    channel: place.optional(),
    item: z.object({}).optional(),
  }),
  authorizations: z.array(who).nullish(),
});

/** What a body from Slack is: a payload for Bolt, the address check, or the certificate check. */
export type SlackBody =
  | { readonly kind: 'payload'; readonly payload: Record<string, unknown> }
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'check' };

const MOST_DEPTH = 32;
const MOST_FIELDS = 100;

const tooDeep = (value: unknown, left = MOST_DEPTH): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  for (const key in value) if (tooDeep(Reflect.get(value, key), left - 1)) return true;
  return false;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const harmless = (key: string, value: unknown): unknown => (key === '__proto__' ? undefined : value);

function fromJson(text: string): unknown {
  try {
    // A reviver makes parsing several times slower, so it is used only where there may be something to take out.
    return /__proto__|\\u005f/i.test(text) ? JSON.parse(text, harmless) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** NUL, or one half of a pair of code units, as JSON and forms can spell them. */
const UNSTORABLE = /(?:\\|%5c)u(?:0000|d[89a-f])|%00/i;

const storable = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '');
  if (Array.isArray(value)) return value.map(storable);
  return isRecord(value) ? storableFields(value) : value;
};

/** The same without what PostgreSQL refuses in text: NUL and halves of pairs. */
export const storableFields = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [String(storable(name)), storable(value)]),
  );

const ONLY_PAYLOAD = /^payload=([^&]*)$/;

/** What a form of one payload holds, decoded natively: far quicker than a walk through its characters. */
function onlyPayload(text: string): string | undefined {
  const packed = ONLY_PAYLOAD.exec(text)?.[1];
  if (packed === undefined) return undefined;
  try {
    return decodeURIComponent(packed.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function fromForm(text: string): unknown {
  const alone = onlyPayload(text);
  if (alone !== undefined) return fromJson(alone);
  // Several times quicker than URLSearchParams; a field that comes often counts once, as there.
  const form: Record<string, unknown> = { text: '', ...parse(text, '&', '=', { maxKeys: MOST_FIELDS }) };
  for (const name in form) {
    const value = form[name];
    if (Array.isArray(value)) form[name] = value.at(-1);
  }
  return typeof form['payload'] === 'string' ? fromJson(form['payload']) : form;
}

const isPayload = (value: object): boolean => {
  if ('command' in value) return command.safeParse(value).success;
  if (Reflect.get(value, 'type') === 'event_callback') return event.safeParse(value).success;
  return isInteraction(value);
};

/** Reads a signed body by its content type; undefined when it is nothing that Slack sends. */
export function parseBody(bytes: Buffer, contentType: string): SlackBody | undefined {
  const text = bytes.toString('utf8');
  const read = contentType.toLowerCase().startsWith('application/json') ? fromJson(text) : fromForm(text);
  if (!isRecord(read) || tooDeep(read)) return undefined;
  const value = UNSTORABLE.test(text) || text.includes('\u0000') ? storableFields(read) : read;
  if (value['ssl_check'] === '1') return { kind: 'check' };
  const { type, challenge } = value;
  if (type === 'url_verification' && typeof challenge === 'string') return { kind: 'challenge', challenge };
  return isPayload(value) ? { kind: 'payload', payload: value } : undefined;
}
