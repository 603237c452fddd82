import { setTimeout as wait } from 'node:timers/promises';
import type { Obj } from '../json.ts';
import type { TeamRecord } from '../world/records.ts';
import type { EventRef, World } from '../world/world.ts';
import type { Answer } from './post.ts';
import type { Sender } from './sender.ts';

const RETRY_WAITS_MS = [0, 60_000, 300_000];
/** Waits longer than this do not hold up those who wait for the deliveries to end. */
const SHORT_WAIT_MS = 5000;

/** Tells the app what happened, with Slack's retries. */
export class Events {
  private readonly world: World;
  private readonly sender: Sender;
  private readonly ending = new AbortController();
  private waiting = 0;

  constructor(world: World, sender: Sender) {
    this.world = world;
    this.sender = sender;
  }

  /** Whether no retry is about to happen. */
  get idle(): boolean {
    return this.waiting === 0;
  }

  /** Delivers an event if the manifest subscribes to it; resolves after the first attempt. */
  async publish(team: TeamRecord, subscription: string, event: Obj): Promise<EventRef | undefined> {
    const { manifest } = this.world;
    if (manifest.events && !manifest.events.has(subscription)) return undefined;
    if (!team.installed || !this.reachable()) return undefined;
    const ref = this.envelope(team, event);
    this.world.events.push(ref);
    const answer = await this.attempt(ref, 0, '');
    if (answer.failure) void this.retry(ref, answer);
    return ref;
  }

  /** Sends an event again with the same event_id, as a retry. */
  async redeliver(ref: EventRef, times: number): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let num = 1; num <= times; num++) answers.push(await this.attempt(ref, num, 'http_timeout'));
    return answers;
  }

  /** Gives up all retries. */
  stop(): void {
    this.ending.abort();
  }

  private reachable(): boolean {
    return Boolean(this.world.requestUrl || this.world.manifest.eventsUrl) || this.sender.sockets.used;
  }

  private attempt(ref: EventRef, num: number, reason: string): Promise<Answer> {
    return this.sender.send('events_api', ref.body, this.world.manifest.eventsUrl, { num, reason });
  }

  private async retry(ref: EventRef, first: Answer): Promise<void> {
    this.waiting += 1;
    try {
      await this.retryAll(ref, first);
    } finally {
      this.waiting -= 1;
      this.world.changed();
    }
  }

  private async retryAll(ref: EventRef, first: Answer): Promise<void> {
    let last = first;
    for (const [index, base] of RETRY_WAITS_MS.entries()) {
      if (
        !this.world.settings.retries ||
        last.headers['x-slack-no-retry'] === '1' ||
        this.ending.signal.aborted
      )
        return;
      if (!(await this.pause(base * this.world.settings.timeScale))) return;
      last = await this.attempt(ref, index + 1, last.failure ?? 'unknown_error');
      if (!last.failure) return;
    }
  }

  private async pause(ms: number): Promise<boolean> {
    const long = ms > SHORT_WAIT_MS ? 1 : 0;
    this.waiting -= long;
    this.world.changed();
    try {
      await wait(ms, undefined, { signal: this.ending.signal, ref: false });
      return true;
    } catch {
      return false;
    } finally {
      this.waiting += long;
    }
  }

  private envelope(team: TeamRecord, event: Obj): EventRef {
    const { world } = this;
    const eventId = world.id('Ev');
    const authorization = {
      enterprise_id: null,
      team_id: team.id,
      user_id: team.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    };
    const body = {
      token: world.verificationToken,
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: world.appId,
      event: { event_ts: world.ts(), ...event },
      type: 'event_callback',
      event_id: eventId,
      event_time: world.seconds(),
      authorizations: [authorization],
      is_ext_shared_channel: false,
      event_context: `4-${eventId}`,
    };
    return { eventId, type: String(event.type), body };
  }
}
