import { randomBytes } from 'node:crypto';

/** What a trigger_id stands for. */
export interface Trigger {
  id: string;
  teamId: string;
  userId: string;
  at: number;
  /** The modal the person acted in. */
  viewId: string | undefined;
  channel: string | undefined;
  /** The view that was opened with it. */
  opened: string | undefined;
}

const LIFE_MS = 3000;

/** The trigger_ids: each lives three seconds and is good for one view. */
export class Triggers {
  private readonly known = new Map<string, Trigger>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** A new trigger for an act of a person. */
  make(teamId: string, userId: string, viewId?: string, channel?: string): Trigger {
    const id = `${Date.now()}.${this.known.size}.${randomBytes(16).toString('hex')}`;
    const trigger = { id, teamId, userId, at: this.now(), viewId, channel, opened: undefined };
    this.known.set(id, trigger);
    return trigger;
  }

  /** The trigger if it is still good for a view, or Slack's word for why it is not. */
  check(id: string): Trigger | 'invalid_trigger' | 'trigger_expired' | 'trigger_exchanged' {
    const trigger = this.known.get(id);
    if (!trigger) return 'invalid_trigger';
    if (trigger.opened) return 'trigger_exchanged';
    return this.now() - trigger.at > LIFE_MS ? 'trigger_expired' : trigger;
  }
}
