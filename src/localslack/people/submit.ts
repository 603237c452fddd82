import { refuseBadView } from '../check/view.ts';
import type { Answer } from '../deliver/post.ts';
import { makeResponseUrl } from '../deliver/response-url.ts';
import { isObj, type Obj, obj, objs, parseJson, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import type { ViewRecord } from '../world/records.ts';
import { elementsWithBlocks, initialState } from '../world/state.ts';
import { makeView, noteShown, replaceView, stackOf, viewJson } from '../world/views.ts';
import { type Act, type Actor, beginAct, interactionBase } from './act.ts';
import { clientComplaint } from './entry.ts';
import { words } from './labels.ts';
import type { Modal } from './modal.ts';

/** What came of submitting a modal. */
export interface Submitted {
  /** Whether the submitted modal is gone. */
  closed: boolean;
  /** Complaints by the label of their input, from the client or from the app. */
  errors?: Record<string, string>;
  /** What stands in front of the person now, if anything. */
  readonly next: Modal | undefined;
  status: number;
  ms: number;
  timedOut: boolean;
  /** Set when Slack shows "We had some trouble connecting". */
  problem?: string;
}

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Submits a modal as Slack's client does: complains first, then asks the app, then does what it says. */
export async function submitModal(actor: Actor, view: ViewRecord): Promise<Submitted> {
  const complaints = clientComplaints(actor, view);
  if (Object.keys(complaints).length) return result(actor, undefined, { closed: false, errors: complaints });
  const act = beginAct(actor, { view });
  const payload = {
    ...interactionBase(actor, act, 'view_submission'),
    view: viewJson(actor.context, actor.team, view),
    response_urls: responseUrls(actor, view),
  };
  const answer = await actor.context.sender.send(
    'interactive',
    payload,
    actor.context.world.manifest.interactivityUrl,
  );
  const outcome = {
    ...obey(actor, view, answer, act),
    status: answer.status,
    ms: answer.ms,
    timedOut: answer.failure === 'http_timeout',
  };
  actor.context.world.changed();
  return result(actor, view, outcome);
}

function result(
  actor: Actor,
  view: ViewRecord | undefined,
  given: Partial<Submitted> & { closed: boolean },
): Submitted {
  return {
    status: 0,
    ms: 0,
    timedOut: false,
    ...given,
    get next() {
      const top = stackOf(actor.team, actor.user.id).at(-1);
      return top && (top !== view || !given.errors) ? actor.modalOf(top) : undefined;
    },
  };
}

function clientComplaints(actor: Actor, view: ViewRecord): Record<string, string> {
  const complaints: Record<string, string> = {};
  for (const { block, element } of elementsWithBlocks(objs(view.payload.blocks))) {
    if (block.type !== 'input') continue;
    const state =
      view.entered.get(`${str(block.block_id)}\n${str(element.action_id)}`) ??
      initialState(element, view.origin) ??
      {};
    const complaint = clientComplaint(block, element, state);
    if (complaint) complaints[words(actor.team, block.label)] = complaint;
  }
  return complaints;
}

function responseUrls(actor: Actor, view: ViewRecord): Obj[] {
  return elementsWithBlocks(objs(view.payload.blocks)).flatMap(({ block, element }) => {
    if (element.response_url_enabled !== true || block.type !== 'input') return [];
    const state =
      view.entered.get(`${str(block.block_id)}\n${str(element.action_id)}`) ??
      initialState(element, view.origin);
    const channel = str(state?.selected_conversation) || str(state?.selected_channel);
    if (!channel) return [];
    const place = {
      teamId: actor.team.id,
      channel,
      userId: actor.user.id,
      messageTs: undefined,
      threadTs: undefined,
      ephemeral: false,
    };
    const { url } = makeResponseUrl(actor.context, place);
    return [
      { response_url: url, channel_id: channel, action_id: element.action_id, block_id: block.block_id },
    ];
  });
}

type Result = Pick<Submitted, 'closed' | 'errors' | 'problem'>;

function obey(actor: Actor, view: ViewRecord, answer: Answer, act: Act): Result {
  if (answer.failure) return { closed: false, problem: TROUBLE };
  if (answer.body.trim() === '') return { closed: closed(actor, view, act) };
  const body = parseJson(answer.body);
  if (!isObj(body)) return broken(actor, 'not JSON', { body: answer.body });
  try {
    return respond(actor, view, body, act);
  } catch (error) {
    if (error instanceof SlackError) return broken(actor, [error.code, ...error.messages].join(' '), body);
    throw error;
  }
}

function closed(actor: Actor, view: ViewRecord, act: Act): boolean {
  const stack = stackOf(actor.team, actor.user.id);
  const index = stack.indexOf(view);
  // A modal that the app opened with this submit's trigger stays.
  if (index >= 0) stack.splice(index, 1);
  return act.trigger.viewId === view.id;
}

function broken(actor: Actor, why: string, body: Obj): Result {
  actor.context.world.violate('view_submission', 'invalid_response', [why], body);
  return { closed: false, problem: TROUBLE };
}

function respond(actor: Actor, view: ViewRecord, body: Obj, act: Act): Result {
  const { context, team, user } = actor;
  const stack = stackOf(team, user.id);
  if (body.response_action === undefined) return { closed: closed(actor, view, act) };
  if (body.response_action === 'clear') {
    stack.length = 0;
    return { closed: true };
  }
  if (body.response_action === 'errors')
    return { closed: false, errors: errorsByLabel(actor, view, obj(body.errors)) };
  const next = obj(body.view);
  refuseBadView(next, 'modal');
  if (body.response_action === 'update') {
    replaceView(context, view, next);
    noteShown(context, team, view, 'update');
    return { closed: false };
  }
  if (body.response_action !== 'push') throw new SlackError('invalid_response_action');
  if (stack.length >= 3) throw new SlackError('push_limit_reached');
  const pushed = makeView(context, user.id, next, view);
  stack.push(pushed);
  noteShown(context, team, pushed, 'push');
  return { closed: false };
}

function errorsByLabel(actor: Actor, view: ViewRecord, errors: Obj): Record<string, string> {
  const inputs = objs(view.payload.blocks).filter((block) => block.type === 'input');
  const named = Object.entries(errors).map(([id, text]): [string, string] => {
    const block = inputs.find((one) => one.block_id === id);
    if (!block || str(text) === '') throw new SlackError('invalid_errors', [`no input block "${id}"`]);
    return [words(actor.team, block.label), str(text)];
  });
  if (!named.length) throw new SlackError('invalid_errors', ['errors is empty']);
  return Object.fromEntries(named);
}

/** Closes one modal or the whole stack, and tells the app where it asked to be told. */
export async function closeModal(actor: Actor, view: ViewRecord, all: boolean): Promise<void> {
  const { context, team, user } = actor;
  const stack = stackOf(team, user.id);
  const everything = all || view.payload.clear_on_close === true;
  const told = everything ? (stack[0] ?? view) : view;
  if (everything) stack.length = 0;
  else stack.splice(stack.indexOf(view), 1);
  context.world.changed();
  if (told.payload.notify_on_close !== true) return;
  const { trigger_id: _, ...base } = interactionBase(actor, beginAct(actor, { view: told }), 'view_closed');
  const payload = { ...base, view: viewJson(context, team, told), is_cleared: everything };
  await context.sender.send('interactive', payload, context.world.manifest.interactivityUrl);
}
