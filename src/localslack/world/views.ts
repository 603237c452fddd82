import { randomBytes } from 'node:crypto';
import { interactive } from '../check/blocks.ts';
import type { Context } from '../context.ts';
import { type Obj, objs, str } from '../json.ts';
import { withBlockIds } from './posting.ts';
import type { TeamRecord, ViewRecord } from './records.ts';
import { valuesOf } from './state.ts';

/** The stack of modals that a person sees, the top one last. */
export function stackOf(team: TeamRecord, userId: string): ViewRecord[] {
  const known = team.stacks.get(userId);
  if (known) return known;
  const stack: ViewRecord[] = [];
  team.stacks.set(userId, stack);
  return stack;
}

function freshHash(context: Context): string {
  return `${context.world.seconds()}.${randomBytes(4).toString('hex')}`;
}

/** Makes a view from what the app sent. */
export function makeView(
  context: Context,
  userId: string,
  payload: Obj,
  below: ViewRecord | undefined,
  origin?: string,
): ViewRecord {
  const id = context.world.id('V');
  return {
    id,
    type: payload.type === 'home' ? 'home' : 'modal',
    userId,
    payload: { ...payload, blocks: withBlockIds(context, objs(payload.blocks)) },
    hash: freshHash(context),
    rootId: below?.rootId ?? id,
    previousId: below?.id ?? null,
    entered: new Map(),
    origin: origin ?? below?.origin,
  };
}

/** Replaces a view's content; what was entered stays where block and action ids and the kind of element are the same. */
export function replaceView(context: Context, view: ViewRecord, payload: Obj): void {
  view.payload = { ...payload, blocks: withBlockIds(context, objs(payload.blocks)) };
  view.hash = freshHash(context);
  const kinds = new Map<string, string>();
  for (const block of objs(view.payload.blocks)) {
    for (const element of interactive(block))
      kinds.set(`${str(block.block_id)}\n${str(element.action_id)}`, str(element.type));
  }
  for (const [key, value] of view.entered) if (kinds.get(key) !== value.type) view.entered.delete(key);
}

/** Remembers that a person saw this modal as it is now. */
export function noteShown(
  context: Context,
  team: TeamRecord,
  view: ViewRecord,
  how: 'open' | 'push' | 'update',
): void {
  const { world } = context;
  world.shown.push({
    teamId: team.id,
    userId: view.userId,
    view: viewJson(context, team, view),
    how,
    at: world.settings.now(),
  });
  world.changed();
}

/** A view as payloads and the Web API show it. */
export function viewJson(context: Context, team: TeamRecord, view: ViewRecord): Obj {
  const { payload } = view;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: payload.blocks,
    private_metadata: str(payload.private_metadata),
    callback_id: str(payload.callback_id),
    state: { values: valuesOf(objs(payload.blocks), view.entered, view.origin) },
    hash: view.hash,
    title: payload.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: payload.clear_on_close === true,
    notify_on_close: payload.notify_on_close === true,
    close: payload.close ?? null,
    submit: payload.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: context.world.appId,
    external_id: str(payload.external_id),
    app_installed_team_id: team.id,
    bot_id: team.botId,
  };
}
