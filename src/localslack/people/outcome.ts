import type { Answer } from '../deliver/post.ts';
import type { MessageRecord } from '../world/records.ts';
import { stackOf } from '../world/views.ts';
import type { Act, Actor } from './act.ts';
import { LocalMessage } from './local-message.ts';
import type { Modal } from './modal.ts';

/** What came of something a person did. */
export class Outcome {
  /** The HTTP status of the app's acknowledgement, 0 when there was none. */
  readonly status: number;
  /** How long the acknowledgement took. */
  readonly ms: number;
  readonly timedOut: boolean;
  /** What Slack tells the person when the app failed to answer properly. */
  readonly error: string | undefined;
  private readonly actor: Actor;
  private readonly act: Act;
  private readonly said: MessageRecord | undefined;
  private readonly notesBefore: number;

  constructor(
    actor: Actor,
    act: Act,
    answer: Answer,
    said: MessageRecord | undefined,
    error: string | undefined,
  ) {
    this.status = answer.status;
    this.ms = answer.ms;
    this.timedOut = answer.failure === 'http_timeout';
    this.error =
      error ?? (this.timedOut ? 'operation_timeout' : answer.failure ? 'dispatch_failed' : undefined);
    this.actor = actor;
    this.act = act;
    this.said = said;
    const notes: unknown = JSON.parse(act.before);
    this.notesBefore = Array.isArray(notes) ? Number(notes[0]) : 0;
  }

  /** What the app told the person: in the body, at the response_url, or as an ephemeral message. */
  get answer(): LocalMessage | undefined {
    return this.answers.at(-1);
  }

  /** Everything that the app told the person since, oldest first. */
  get answers(): LocalMessage[] {
    const { team, user, context } = this.actor;
    const notes = team.ephemerals.filter((one) => one.onlyFor === user.id).slice(this.notesBefore);
    const all = this.said && !notes.includes(this.said) ? [this.said, ...notes] : notes;
    return all.filter((one) => !one.deleted).map((one) => new LocalMessage(context, team, one));
  }

  /** The modal that was opened with this act, as long as it is open. */
  get modal(): Modal | undefined {
    const { team, user } = this.actor;
    const view = stackOf(team, user.id).find((one) => one.id === this.act.trigger.opened);
    return view && this.actor.modalOf(view);
  }
}
