import { z } from 'zod';
import { entered } from './answers.ts';
import type { Acting, MessageRef, Press, Submit } from './entry.ts';
import { unescapeText } from './text.ts';

const team = z.object({ id: z.string() }).nullish();
const messageOf = z.object({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  text: z.string().default(''),
});
const interaction = z.object({
  type: z.string().optional(),
  callback_id: z.string().optional(),
  team,
  enterprise: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  response_urls: z.array(z.object({})).optional(),
  container: z
    .looseObject({
      channel_id: z.string().optional(),
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .nullish(),
  message: messageOf.nullish(),
  view: z
    .looseObject({
      id: z.string(),
      type: z.string(),
      callback_id: z.string(),
      private_metadata: z.string().default(''),
      hash: z.string().default(''),
      app_installed_team_id: z.string().optional(),
      state: z.unknown(),
    })
    .nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().nullish(),
        action_ts: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
        selected_user: z.string().nullish(),
        selected_conversation: z.string().nullish(),
        selected_date: z.string().nullish(),
      }),
    )
    .optional(),
});
export type Interaction = z.infer<typeof interaction>;

/** What each kind of interaction has beside what all share. */
const KINDS: Readonly<Record<string, (body: Interaction) => boolean>> = {
  block_actions: ({ actions }) => actions !== undefined && actions.length > 0,
  view_submission: ({ view }) => Boolean(view),
  view_closed: ({ view }) => Boolean(view),
  shortcut: ({ callback_id: id }) => id !== undefined,
  message_action: ({ callback_id: id, channel, message }) => id !== undefined && Boolean(channel && message),
};

// What the receiver has read is not read again on its way to a handler.
const read = new WeakMap<object, Interaction>();

/** Whether a body is an interaction that Herald knows and can read to the end. */
export function isInteraction(body: object): boolean {
  const { success, data } = interaction.safeParse(body);
  if (!success || !Object.hasOwn(KINDS, data.type ?? '') || !KINDS[data.type ?? '']?.(data)) return false;
  read.set(body, data);
  return true;
}

/** Reads what all interactions share. */
export const readInteraction = (body: object): Interaction => read.get(body) ?? interaction.parse(body);

/** The team whose Herald is meant: in a shared channel the person may be of another. */
const workspaceOf = (body: Interaction): string =>
  body.view?.app_installed_team_id ?? body.team?.id ?? body.user.team_id ?? '';

/** Who pressed or submitted what; `act` names the act for deduplication. */
export const actingIn = (body: Interaction, act: string): Acting => ({
  workspace: workspaceOf(body),
  user: body.user.id,
  channel: body.channel?.id ?? body.container?.channel_id,
  once: `${workspaceOf(body)}:${act}`,
});

/** The press of a block action. */
export function pressOf(body: Interaction): Press {
  const action = body.actions?.[0];
  const channel = body.channel?.id ?? body.container?.channel_id;
  const ts = body.message?.ts ?? body.container?.message_ts;
  const value =
    action?.value ??
    action?.selected_option?.value ??
    action?.selected_user ??
    action?.selected_conversation ??
    action?.selected_date ??
    '';
  return {
    value,
    message:
      channel && ts
        ? { channel, ts, threadTs: body.message?.thread_ts ?? body.container?.thread_ts }
        : undefined,
    view:
      body.view?.type === 'modal'
        ? { id: body.view.id, about: body.view.private_metadata, entered: entered(body.view.state) }
        : undefined,
  };
}

/** The submit of a modal. */
export const submitOf = (body: Interaction): Submit => ({
  about: body.view?.private_metadata ?? '',
  entered: entered(body.view?.state),
  viewId: body.view?.id ?? '',
});

/** The message that a shortcut was used on. */
export const messageRefOf = (body: Interaction): MessageRef | undefined =>
  body.message && body.channel
    ? {
        channel: body.channel.id,
        ts: body.message.ts,
        threadTs: body.message.thread_ts,
        user: body.message.user,
        text: unescapeText(body.message.text),
      }
    : undefined;
