import { z } from 'zod';
import { entered } from './answers.ts';
import type { Acting, MessageRef, Press, Submit } from './entry.ts';
import { unescapeText } from './text.ts';

const team = z.looseObject({ id: z.string() }).nullish();
const messageOf = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  text: z.string().default(''),
});
const interaction = z.looseObject({
  team,
  user: z.looseObject({ id: z.string(), team_id: z.string().optional() }),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  channel: z.looseObject({ id: z.string() }).nullish(),
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
      callback_id: z.string().default(''),
      private_metadata: z.string().default(''),
      hash: z.string().default(''),
      app_installed_team_id: z.string().optional(),
      state: z.unknown(),
    })
    .nullish(),
  actions: z
    .array(
      z.looseObject({
        action_id: z.string(),
        value: z.string().nullish(),
        action_ts: z.string().optional(),
        selected_option: z.looseObject({ value: z.string() }).nullish(),
        selected_user: z.string().nullish(),
        selected_conversation: z.string().nullish(),
        selected_date: z.string().nullish(),
      }),
    )
    .optional(),
});
export type Interaction = z.infer<typeof interaction>;

/** Reads what all interactions share. */
export const readInteraction = (body: unknown): Interaction => interaction.parse(body);

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
