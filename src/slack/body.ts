import { z } from 'zod';

const id = z.string().min(1).max(64);
const record = z.record(z.string(), z.unknown());
const user = z.looseObject({ id });
const team = z.looseObject({ id }).nullish();
const view = z.looseObject({ id, callback_id: z.string(), type: z.string() });

const command = z.looseObject({
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  team_id: id,
  user_id: id,
  channel_id: id,
  trigger_id: z.string().min(1),
});
const event = z.looseObject({
  type: z.literal('event_callback'),
  team_id: id,
  event_id: id,
  event: z.looseObject({ type: z.string() }),
});
const press = z.looseObject({
  type: z.literal('block_actions'),
  user,
  team,
  actions: z.array(z.looseObject({ action_id: z.string(), type: z.string() })).min(1),
});
const submit = z.looseObject({ type: z.enum(['view_submission', 'view_closed']), user, team, view });
const shortcut = z.looseObject({ type: z.literal('shortcut'), callback_id: z.string(), user, team });
const messageShortcut = z.looseObject({
  type: z.literal('message_action'),
  callback_id: z.string(),
  user,
  team,
  channel: z.looseObject({ id }),
  message: record,
});
const payload = z.union([event, press, submit, shortcut, messageShortcut]);

/** What a body from Slack is: a payload for Bolt, the address check, or the certificate check. */
export type SlackBody =
  | { readonly kind: 'payload'; readonly payload: Record<string, unknown> }
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'check' };

const MOST_DEPTH = 32;

const tooDeep = (value: unknown, left = MOST_DEPTH): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((inner) => tooDeep(inner, left - 1));
};

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}

function fromForm(text: string): unknown {
  const form = new URLSearchParams(text);
  const packed = form.get('payload');
  return packed === null ? Object.fromEntries(form) : fromJson(packed);
}

const parsed = (value: unknown): SlackBody | undefined => {
  const found =
    typeof value === 'object' && value !== null && 'command' in value
      ? command.safeParse(value)
      : payload.safeParse(value);
  return found.success ? { kind: 'payload', payload: found.data } : undefined;
};

/** Reads a signed body by its content type; undefined when it is nothing that Slack sends. */
export function parseBody(bytes: Buffer, contentType: string): SlackBody | undefined {
  const text = bytes.toString('utf8');
  const value = contentType.toLowerCase().startsWith('application/json') ? fromJson(text) : fromForm(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || tooDeep(value)) return undefined;
  if (Reflect.get(value, 'ssl_check') === '1') return { kind: 'check' };
  const challenge: unknown = Reflect.get(value, 'challenge');
  if (Reflect.get(value, 'type') === 'url_verification' && typeof challenge === 'string')
    return { kind: 'challenge', challenge };
  return parsed(value);
}
