import type { Obj } from '../json.ts';
import { obj, str } from '../json.ts';
import { ClientRefusal } from '../world/error.ts';
import type { MessageRecord, ViewRecord } from '../world/records.ts';
import { messageJson } from '../world/shapes.ts';
import { memberOf, valuesOf } from '../world/state.ts';
import { viewJson } from '../world/views.ts';
import { type Act, type Actor, beginAct, deliverAct, interactionBase } from './act.ts';
import type { Labelled } from './labels.ts';
import type { Outcome } from './outcome.ts';

/** Sends block_actions for an element of a message; `state` is what the element now holds. */
export function actOnMessage(
  actor: Actor,
  message: MessageRecord,
  target: Labelled,
  state: Obj,
  wait?: number,
): Promise<Outcome> {
  if (message.deleted) throw new ClientRefusal('The message is gone.');
  const act = beginAct(actor, { channel: message.channel, message, wait });
  const { context, team } = actor;
  const conversation = team.conversations.get(message.channel);
  const name =
    conversation?.kind === 'im'
      ? 'directmessage'
      : conversation?.kind === 'group'
        ? 'privategroup'
        : conversation?.name;
  const threaded = message.threadTs ? { thread_ts: message.threadTs } : {};
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: message.onlyFor !== undefined,
    ...threaded,
  };
  const prefix = `${actor.user.id}\n`;
  const own = [...message.state]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]): [string, Obj] => [key.slice(prefix.length), value]);
  const payload = {
    ...interactionBase(actor, act, 'block_actions'),
    container,
    channel: { id: message.channel, name },
    ...(message.onlyFor ? {} : { message: { ...messageJson(context.world, team, message), ...threaded } }),
    state: { values: valuesOf(message.blocks, new Map(own)) },
    response_url: act.responseUrl,
    actions: [actionOf(actor, target, state)],
  };
  return deliverAct(actor, act, 'interactive', payload, context.world.manifest.interactivityUrl);
}

/** Sends block_actions for an element of a modal or Home tab. */
export function actOnView(
  actor: Actor,
  view: ViewRecord,
  target: Labelled,
  state: Obj,
  wait?: number,
): Promise<Outcome> {
  const act: Act = beginAct(actor, { view, wait });
  const shown = viewJson(actor.context, actor.team, view);
  const payload = {
    ...interactionBase(actor, act, 'block_actions'),
    container: { type: 'view', view_id: view.id },
    view: shown,
    state: shown.state,
    actions: [actionOf(actor, target, state)],
  };
  return deliverAct(actor, act, 'interactive', payload, actor.context.world.manifest.interactivityUrl);
}

const PRESETS = /^initial_/;

function actionOf(actor: Actor, { block, element }: Labelled, state: Obj): Obj {
  const kept = Object.entries(element).filter(([key]) =>
    ['text', 'value', 'url', 'placeholder', 'style', 'confirm', 'icon'].includes(key),
  );
  const presets = Object.entries(element).filter(([key]) => PRESETS.test(key) && key !== 'initial_value');
  const type = str(element.type);
  return {
    type,
    action_id: str(element.action_id),
    block_id: str(block.block_id),
    ...Object.fromEntries([...kept, ...presets]),
    ...state,
    action_ts: actor.context.world.ts(),
  };
}

/** The state of an element that holds a choice of options, or of the one option of an overflow menu. */
export function chosenState(element: Obj, options: Obj[]): Obj {
  const type = str(element.type);
  const plain = options.map((option) => ({
    text: obj(option.text),
    value: str(option.value),
    ...(option.description ? { description: option.description } : {}),
  }));
  const member = type === 'overflow' ? 'selected_option' : memberOf(type);
  if (!member) throw new ClientRefusal(`One cannot choose in a ${type}.`);
  return { type, [member]: member === 'selected_options' ? plain : (plain[0] ?? null) };
}
