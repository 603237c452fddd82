import { refuseBadView } from '../check/view.ts';
import { type Obj, obj, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import type { TeamRecord, ViewRecord } from '../world/records.ts';
import type { Trigger } from '../world/triggers.ts';
import { makeView, noteShown, replaceView, stackOf, viewJson } from '../world/views.ts';
import { type ApiCall, botMethod, type Method } from './method.ts';

const MOST_VIEWS = 3;

/** Modals and Home tabs. */
export const viewMethods: Record<string, Method> = {
  'views.open': botMethod([], open),
  'views.push': botMethod([], push),
  'views.update': botMethod([], update),
  'views.publish': botMethod([], publish),
};

function useTrigger(call: ApiCall): Trigger {
  const trigger = call.context.world.triggers.check(str(call.args.trigger_id));
  if (typeof trigger === 'string') throw new SlackError(trigger);
  if (trigger.teamId !== call.team.id) throw new SlackError('invalid_trigger');
  return trigger;
}

function open(call: ApiCall): Obj {
  const payload = obj(call.args.view);
  refuseBadView(payload, 'modal');
  const trigger = useTrigger(call);
  refuseTakenExternalId(call.team, payload);
  const stack = stackOf(call.team, trigger.userId);
  if (trigger.viewId && stack.some((view) => view.id === trigger.viewId))
    return stacked(call, trigger, payload);
  stack.length = 0;
  return place(call, trigger, payload, undefined, 'open');
}

function push(call: ApiCall): Obj {
  const payload = obj(call.args.view);
  refuseBadView(payload, 'modal');
  const trigger = useTrigger(call);
  const stack = stackOf(call.team, trigger.userId);
  if (!trigger.viewId || !stack.some((view) => view.id === trigger.viewId)) throw new SlackError('not_found');
  refuseTakenExternalId(call.team, payload);
  return stacked(call, trigger, payload);
}

function stacked(call: ApiCall, trigger: Trigger, payload: Obj): Obj {
  const stack = stackOf(call.team, trigger.userId);
  if (stack.length >= MOST_VIEWS) throw new SlackError('push_limit_reached');
  return place(call, trigger, payload, stack.at(-1), 'push');
}

function place(
  call: ApiCall,
  trigger: Trigger,
  payload: Obj,
  below: ViewRecord | undefined,
  how: 'open' | 'push',
): Obj {
  const view = makeView(call.context, trigger.userId, payload, below, trigger.channel);
  stackOf(call.team, trigger.userId).push(view);
  trigger.opened = view.id;
  noteShown(call.context, call.team, view, how);
  return { view: viewJson(call.context, call.team, view) };
}

function refuseTakenExternalId(team: TeamRecord, payload: Obj): void {
  const id = str(payload.external_id);
  if (!id) return;
  for (const stack of team.stacks.values()) {
    if (stack.some((view) => view.payload.external_id === id)) throw new SlackError('duplicate_external_id');
  }
}

function update(call: ApiCall): Obj {
  const { context, team, args } = call;
  const payload = obj(args.view);
  const view = findView(team, str(args.view_id), str(args.external_id));
  refuseBadView(payload, view?.type ?? 'modal');
  if (!view) throw new SlackError('not_found');
  if (args.hash && args.hash !== view.hash) throw new SlackError('hash_conflict');
  replaceView(context, view, payload);
  if (view.type === 'modal') noteShown(context, team, view, 'update');
  context.world.changed();
  return { view: viewJson(context, team, view) };
}

function findView(team: TeamRecord, id: string, externalId: string): ViewRecord | undefined {
  const all = [...[...team.stacks.values()].flat(), ...team.homes.values()];
  return all.find((view) =>
    id ? view.id === id : externalId !== '' && view.payload.external_id === externalId,
  );
}

function publish(call: ApiCall): Obj {
  const { context, team, args } = call;
  const payload = obj(args.view);
  refuseBadView(payload, 'home');
  const userId = str(args.user_id);
  if (!context.world.manifest.homeTab) throw new SlackError('not_enabled');
  if (!team.users.has(userId)) throw new SlackError('user_not_found');
  const known = team.homes.get(userId);
  if (args.hash && known && args.hash !== known.hash) throw new SlackError('hash_conflict');
  if (known) replaceView(context, known, payload);
  const view = known ?? makeView(context, userId, payload, undefined);
  team.homes.set(userId, view);
  context.world.changed();
  return { view: viewJson(context, team, view) };
}
