import type { Context } from '../context.ts';
import type { Answer } from '../deliver/post.ts';
import { makeResponseUrl } from '../deliver/response-url.ts';
import type { Kind } from '../deliver/sender.ts';
import type { Obj } from '../json.ts';
import type { MessageRecord, TeamRecord, UserRecord, ViewRecord } from '../world/records.ts';
import type { Trigger } from '../world/triggers.ts';
import { stackOf } from '../world/views.ts';
import type { ResponseGrant } from '../world/world.ts';
import type { Modal } from './modal.ts';
import { Outcome } from './outcome.ts';

/** Who acts, and how their modals are made. */
export interface Actor {
  context: Context;
  team: TeamRecord;
  user: UserRecord;
  modalOf(view: ViewRecord): Modal;
}

/** Where somebody acts. */
export interface Place {
  channel?: string | undefined;
  message?: MessageRecord | undefined;
  view?: ViewRecord | undefined;
  /** How long to look for an effect, in milliseconds. */
  wait?: number | undefined;
}

/** An act under way: its trigger, its response_url, and how things stood before. */
export interface Act {
  trigger: Trigger;
  responseUrl: string;
  grant: ResponseGrant | undefined;
  place: Place;
  before: string;
}

/** Begins an act: makes the trigger and, where there is a conversation, the response_url. */
export function beginAct(actor: Actor, place: Place): Act {
  const { context, team, user } = actor;
  const trigger = context.world.triggers.make(team.id, user.id, place.view?.id, place.channel);
  const { message } = place;
  const response =
    place.channel === undefined
      ? undefined
      : makeResponseUrl(context, {
          teamId: team.id,
          channel: place.channel,
          userId: user.id,
          messageTs: message?.ts,
          threadTs: message?.threadTs,
          ephemeral: message?.onlyFor !== undefined,
        });
  return {
    trigger,
    responseUrl: response?.url ?? '',
    grant: response?.grant,
    place,
    before: signature(actor, place),
  };
}

/** What every interaction payload says about who acts where. */
export function interactionBase(actor: Actor, act: Act, type: string): Obj {
  const { context, team, user } = actor;
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: team.id },
    api_app_id: context.world.appId,
    token: context.world.verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: act.trigger.id,
  };
}

/** Delivers an act and looks for its effect until one is seen or patience ends. */
export async function deliverAct(
  actor: Actor,
  act: Act,
  kind: Kind,
  payload: Obj,
  url: string,
): Promise<Outcome> {
  const answer = await actor.context.sender.send(kind, payload, url);
  return finishAct(actor, act, answer);
}

/** Waits for the effect of an acknowledged act. */
export async function finishAct(
  actor: Actor,
  act: Act,
  answer: Answer,
  said?: MessageRecord,
  error?: string,
): Promise<Outcome> {
  const outcome = new Outcome(actor, act, answer, said, error);
  if (answer.failure || said || error) return outcome;
  const { settings } = actor.context.world;
  const effect = () =>
    Boolean(act.trigger.opened) || (act.grant?.uses ?? 0) > 0 || signature(actor, act.place) !== act.before;
  await actor.context.world.until(effect, act.place.wait ?? settings.patience);
  return outcome;
}

// All that the person could see change: notes to them, the message they acted on, their modals and Home tab.
function signature(actor: Actor, { message, channel }: Place): string {
  const { team, user } = actor;
  const notes = team.ephemerals.filter((one) => one.onlyFor === user.id).length;
  const views = [...stackOf(team, user.id), team.homes.get(user.id)].map((view) => view?.hash);
  const conversation = channel ? team.conversations.get(channel) : undefined;
  const replies = conversation?.messages.filter((one) => one.threadTs === message?.ts).length;
  return JSON.stringify([
    notes,
    views,
    message?.edited?.ts,
    message?.deleted,
    message?.text,
    message ? replies : 0,
  ]);
}
