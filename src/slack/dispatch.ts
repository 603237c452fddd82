import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { Log } from '../log.ts';
import { type SlackApi, SlackRefusal } from './api.ts';
import type { Message, ModalView } from './blocks.ts';
import type { Acting, Answer, Entries, Event } from './entry.ts';
import { Refused } from './errors.ts';
import type { Inbox } from './inbox.ts';
import { actingIn, type Interaction, messageRefOf, pressOf, readInteraction, submitOf } from './payloads.ts';
import { mishapOf, noteModal, respondAt } from './respond.ts';
import { route } from './route.ts';
import { unescapeText } from './text.ts';

/** Milliseconds after which a command is acknowledged although its answer is not ready; Slack gives up at 3,000. */
const PATIENCE = 2000;

/** Codes of Slack for a trigger that came too late to open anything. */
const EXPIRED = new Set([
  'trigger_expired',
  'expired_trigger_id',
  'trigger_exchanged',
  'exchanged_trigger_id',
]);

/** What people did that is not finished yet. */
export type Acts = {
  /** Answers when nothing goes on that was acknowledged before it was done. */
  settled(): Promise<void>;
};

type Ack = () => Promise<void>;
type Parts<P> = {
  readonly parts: P;
  readonly entries: Entries<P>;
  readonly api: SlackApi;
  readonly inbox: Inbox;
  readonly log: Log;
};

const LATE = Symbol('late');
/** What the work gives, or `LATE` when it takes too long. */
const withPatience = <T>(work: Promise<T>): Promise<T | typeof LATE> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PATIENCE, LATE);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

const digestOf = (entered: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(entered ?? {}))
    .digest('base64url')
    .slice(0, 16);

const ephemeral = (message: Message) => ({ response_type: 'ephemeral' as const, ...message });

/**
 * Hears everything that Slack sends, over HTTP and over Socket Mode alike, and hands it to the features' handlers.
 * There is one Bolt listener for each kind: Bolt walks all its listeners for every request, a map does not.
 */
export function dispatch<P>(app: App, given: Parts<P>): Acts {
  const { parts, entries, api, inbox, log } = given;
  const underWay = new Set<Promise<void>>();
  /** Work that goes on after its acknowledgement. */
  const goesOn = (work: Promise<void>): Promise<void> => {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };

  const open = async (
    acting: Acting,
    trigger: string,
    answer: { modal: ModalView; fill?: Promise<ModalView> },
    stacked: boolean,
  ) => {
    const opened = await api.call(acting.workspace, stacked ? 'views.push' : 'views.open', {
      trigger_id: trigger,
      view: answer.modal,
    });
    if (!answer.fill) return;
    const view = opened['view'];
    const id: unknown = typeof view === 'object' && view !== null ? Reflect.get(view, 'id') : undefined;
    if (typeof id !== 'string') return;
    const filled = answer.fill.then(async (view) => {
      await api.call(acting.workspace, 'views.update', { view_id: id, view });
    });
    void goesOn(filled).catch((error: unknown) => log.warn({ err: error }, 'a modal could not be filled'));
  };

  /** Does the work; what goes wrong becomes a note. */
  const guarded = async (work: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await work();
    } catch (error) {
      const mishap = mishapOf(error, log);
      return mishap && { note: mishap.message };
    }
  };

  /** Opens the answer's modal, or gives back the message that must be said. */
  const shown = async (
    acting: Acting,
    trigger: string | undefined,
    answer: Answer,
    how: { stacked?: boolean; again: string },
  ): Promise<Answer> => {
    if (!answer || !('modal' in answer)) return answer;
    return guarded(async () => {
      const tooLate = new Refused(`Slack took too long. ${how.again}`);
      if (!trigger) throw tooLate;
      await open(acting, trigger, answer, how.stacked ?? false).catch((error: unknown) => {
        throw error instanceof SlackRefusal && EXPIRED.has(error.code) ? tooLate : error;
      });
      return undefined;
    });
  };

  const answerLate = async (url: string, answer: Answer): Promise<void> => {
    if (answer && 'note' in answer)
      await respondAt(url, { ...ephemeral(answer.note), replace_original: true });
    if (answer && 'public' in answer) await respondAt(url, { response_type: 'in_channel', ...answer.public });
  };

  app.command(/.*/, async ({ ack, body }) => {
    const acting: Acting = {
      workspace: body.team_id,
      user: body.user_id,
      channel: body.channel_id,
      once: `${body.team_id}:command:${body.trigger_id}`,
    };
    const working = guarded(() => route(entries, parts, acting, body.command, body.text)).then((answer) =>
      shown(acting, body.trigger_id, answer, { again: 'Type it again.' }),
    );
    const first = await withPatience(working);
    if (first === LATE) {
      await ack({ response_type: 'ephemeral', text: 'Still working on it…' });
      return goesOn(working.then((answer) => answerLate(body.response_url, answer)));
    }
    if (first && 'note' in first) return ack(ephemeral(first.note));
    if (first && 'public' in first) return ack({ response_type: 'in_channel', ...first.public });
    return ack();
  });

  /** Tells the person who pressed something; where there is no message to answer at, a modal says it. */
  const tell = async (body: Interaction, acting: Acting, message: Message): Promise<void> => {
    if (body.response_url)
      return respondAt(body.response_url, {
        ...ephemeral(message),
        replace_original: false,
        ...(body.container?.thread_ts ? { thread_ts: body.container.thread_ts } : {}),
      });
    if (body.trigger_id)
      await open(acting, body.trigger_id, { modal: noteModal(message) }, body.view?.type === 'modal');
  };
  /** Shows a modal in place of the one that holds the button. */
  const inPlace = async (acting: Acting, body: Interaction, view: ModalView): Promise<Answer> => {
    if (body.view?.type !== 'modal')
      return shown(acting, body.trigger_id, { modal: view }, { again: 'Try again.' });
    await api.call(acting.workspace, 'views.update', { view_id: body.view.id, view });
    return undefined;
  };
  const answered = async (
    body: Interaction,
    acting: Acting,
    ack: Ack,
    work: () => Promise<Answer>,
  ): Promise<void> => {
    const stacked = body.view?.type === 'modal';
    const first = await guarded(work);
    const answer =
      first && 'replace' in first
        ? await guarded(() => inPlace(acting, body, first.replace))
        : await shown(acting, body.trigger_id, first, { stacked, again: 'Try again.' });
    await ack();
    const message =
      answer && ('note' in answer ? answer.note : 'public' in answer ? answer.public : undefined);
    if (message)
      await goesOn(tell(body, acting, message)).catch((error: unknown) =>
        log.warn({ err: error }, 'a note could not be shown'),
      );
  };

  app.action(/.*/, async ({ ack, body, action }) => {
    const read = readInteraction(body);
    const id = 'action_id' in action ? action.action_id : '';
    const acting = actingIn(read, `press:${read.trigger_id ?? read.actions?.[0]?.action_ts ?? ''}:${id}`);
    // An action id may carry a suffix after "/", because Slack wants each id once in a message.
    const handler = entries.presses.get(id.split('/')[0] ?? '');
    if (!handler) return ack();
    await answered(
      read,
      acting,
      () => ack(),
      () => handler(parts, acting, pressOf(read)),
    );
  });

  app.shortcut(/.*/, async ({ ack, body }) => {
    const read = readInteraction(body);
    const shortcut = entries.shortcuts.find((known) => known.id === body.callback_id);
    if (!shortcut) return ack();
    const acting = actingIn(read, `shortcut:${read.trigger_id ?? ''}`);
    await answered(
      read,
      acting,
      () => ack(),
      () => shortcut.run(parts, acting, messageRefOf(read)),
    );
  });

  app.view({ type: 'view_submission', callback_id: /.*/ }, async ({ ack, body, view }) => {
    const read = readInteraction(body);
    // Whoever presses again because Slack is slow sends the same modal under a new trigger.
    const shown = view.hash || (read.trigger_id ?? '');
    // With what was entered: somebody who changes it before pressing again means something new.
    const acting = actingIn(read, `submit:${view.id}:${shown}:${digestOf(view.state)}`);
    const handler = entries.submits.get(view.callback_id);
    if (!handler) return ack();
    try {
      const answer = await handler(parts, acting, submitOf(read));
      if (!answer) return await ack();
      if ('push' in answer) return await ack({ response_action: 'push', view: answer.push });
      return await ack({
        response_action: 'update',
        view: 'replace' in answer ? answer.replace : noteModal(answer.note),
      });
    } catch (error) {
      const mishap = mishapOf(error, log);
      if (!mishap) return ack();
      if (mishap.fields) return ack({ response_action: 'errors', errors: mishap.fields });
      return ack({ response_action: 'update', view: noteModal(mishap.message) });
    }
  });

  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack }) => ack());

  app.event(/.*/, async ({ body, event, context }) => {
    if (!entries.events.has(event.type)) return;
    const kept: Event = {
      workspace: context.teamId ?? body.team_id,
      id: body.event_id,
      type: event.type,
      event: { ...event },
      botUser: context.botUserId ?? '',
    };
    await inbox.keep(kept);
  });

  return {
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** Hands a kept event to every feature that listens to it. */
export const handleEvent =
  <P>(entries: Entries<P>, parts: P) =>
  async (event: Event): Promise<void> => {
    for (const handler of entries.events.get(event.type) ?? []) await handler(parts, event);
  };

/** Text of an event as the person typed it. */
export const typedText = (event: Event): string => {
  const text = event.event['text'];
  return typeof text === 'string' ? unescapeText(text) : '';
};
