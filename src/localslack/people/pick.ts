import { checkLimits } from '../check/limits.ts';
import { problemText } from '../check/problem.ts';
import { isObj, type Obj, obj, objs, parseJson, str, strs } from '../json.ts';
import { ClientRefusal } from '../world/error.ts';
import type { ConversationRecord, ViewRecord } from '../world/records.ts';
import { memberOf } from '../world/state.ts';
import { viewJson } from '../world/views.ts';
import { type Actor, beginAct, interactionBase } from './act.ts';
import { findOption, type Labelled, words } from './labels.ts';
import { chosenState } from './press.ts';

/** Something that a menu of people and conversations can offer. */
export interface Pickable {
  id: string;
  name: string;
}

/** The state of a menu after somebody picked in it; refuses what the menu does not offer. */
export function pickedState(actor: Actor, element: Obj, picks: Pickable[]): Obj {
  const type = str(element.type);
  const member = memberOf(type);
  if (!member || !/(users|channels|conversations)_select$/.test(type))
    throw new ClientRefusal(`One cannot pick people or channels in a ${type}.`);
  for (const pick of picks) refusePick(actor, element, pick);
  const most = Number(element.max_selected_items ?? Infinity);
  if (picks.length > most) throw new ClientRefusal(`The menu takes at most ${most}.`);
  const ids = picks.map((pick) => pick.id);
  return { type, [member]: type.startsWith('multi_') ? ids : (ids[0] ?? null) };
}

function refusePick(actor: Actor, element: Obj, pick: Pickable): void {
  const type = str(element.type);
  const user = actor.team.users.get(pick.id);
  const conversation = actor.team.conversations.get(pick.id);
  const offered = type.includes('users')
    ? user && !user.deleted
    : type.includes('channels')
      ? conversation?.kind === 'channel' && !conversation.archived
      : user
        ? passesUser(obj(element.filter), user.isBot)
        : conversation && passesConversation(actor, obj(element.filter), conversation);
  if (!offered) throw new ClientRefusal(`The menu does not offer "${pick.name}".`);
}

function passesUser(filter: Obj, isBot: boolean): boolean {
  const kinds = strs(filter.include);
  return (kinds.length === 0 || kinds.includes('im')) && !(isBot && filter.exclude_bot_users === true);
}

function passesConversation(actor: Actor, filter: Obj, one: ConversationRecord): boolean {
  const word = { channel: 'public', group: 'private', im: 'im', mpim: 'mpim' }[one.kind];
  const kinds = strs(filter.include);
  const visible = one.kind === 'channel' || one.members.has(actor.user.id);
  return visible && !one.archived && (kinds.length === 0 || kinds.includes(word));
}

/** The state of an external menu after somebody typed and picked: the app is asked for the options. */
export async function externalState(
  actor: Actor,
  view: ViewRecord,
  target: Labelled,
  picks: Pickable[],
): Promise<Obj> {
  const options: Obj[] = [];
  for (const pick of picks) options.push(await externalOption(actor, view, target, pick.name));
  return chosenState(target.element, options);
}

async function externalOption(actor: Actor, view: ViewRecord, target: Labelled, typed: string): Promise<Obj> {
  const offered = await suggestions(actor, view, target, typed);
  const all = [
    ...objs(offered.options),
    ...objs(offered.option_groups).flatMap((group) => objs(group.options)),
  ];
  const near = all.find((option) => words(actor.team, option.text).includes(typed));
  return near ?? findOption(actor.team, offered, typed);
}

/** The options that the app offers for what somebody typed. */
export async function suggestions(
  actor: Actor,
  view: ViewRecord,
  { block, element }: Labelled,
  typed: string,
): Promise<Obj> {
  const { world, sender } = actor.context;
  const act = beginAct(actor, { view });
  const { trigger_id: _, ...base } = interactionBase(actor, act, 'block_suggestion');
  const payload = {
    ...base,
    action_id: str(element.action_id),
    block_id: str(block.block_id),
    value: typed,
    container: { type: 'view', view_id: view.id },
    view: viewJson(actor.context, actor.team, view),
  };
  const answer = await sender.send(
    'interactive',
    payload,
    world.manifest.optionsUrl || world.manifest.interactivityUrl,
  );
  const offered = parseJson(answer.body);
  if (answer.failure || !isObj(offered)) throw new ClientRefusal('The menu could not load its options.');
  const count = objs(offered.options).length;
  const problems = checkLimits(offered, '').map(problemText);
  if (count > 100) problems.push('[ERROR] no more than 100 options allowed [json-pointer:/options]');
  if (problems.length) world.violate('block_suggestion', 'invalid_options', problems, offered);
  return offered;
}
