import type { Context } from './context.ts';
import { Events } from './deliver/events.ts';
import { type Answer, post } from './deliver/post.ts';
import { Sender } from './deliver/sender.ts';
import { signatureHeaders } from './deliver/sign.ts';
import { type Fault, Faults, type HiddenLimit } from './faults.ts';
import { type RunningServer, startServer } from './server.ts';
import { Workspace } from './workspace.ts';
import { readManifest } from './world/manifest.ts';
import type { Call, ShownModal, TeamRecord, Violation } from './world/records.ts';
import { makeTeam } from './world/teams.ts';
import { type EventRef, World } from './world/world.ts';

export type { Fault, HiddenLimit } from './faults.ts';
export { Channel, type Group } from './people/channel.ts';
export { Home } from './people/home.ts';
export { LocalMessage } from './people/local-message.ts';
export { Modal } from './people/modal.ts';
export { Outcome } from './people/outcome.ts';
export { Person } from './people/person.ts';
export type { Submitted } from './people/submit.ts';
export { type ChannelOptions, Workspace } from './workspace.ts';
export { ClientRefusal } from './world/error.ts';
export type { Call, EventRef, ShownModal, Violation };

/** How to start the stand-in; times in milliseconds. */
export interface LocalSlackOptions {
  /** The app's manifest, or the path of its YAML file; without one everything is granted. */
  manifest?: object | string;
  port?: number;
  /** The clock for message times, triggers, response_urls and signatures. */
  now?: () => number;
  /** Whether events that were not acknowledged are sent again. */
  retries?: boolean;
  /** Factor on the waits between retries, which are 0, 60 and 300 seconds. */
  timeScale?: number;
  /** How long Slack waits for an acknowledgement. */
  ackDeadline?: number;
  /** How long a person looks for an effect after the acknowledgement. */
  patience?: number;
  /** The name of the first workspace. */
  team?: string;
}

/** A Slack on 127.0.0.1 that behaves like Slack, with its first workspace at hand. */
export class LocalSlack extends Workspace {
  readonly signingSecret: string;
  readonly appToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appId: string;
  private readonly server: RunningServer;
  private readonly faults: Faults;

  constructor(context: Context, team: TeamRecord, server: RunningServer, faults: Faults) {
    super(context, team);
    const { world } = context;

    this.server = server;
    this.faults = faults;
    this.signingSecret = world.signingSecret;
    this.appToken = world.appToken;
    this.clientId = world.clientId;
    this.clientSecret = world.clientSecret;
    this.appId = world.appId;
  }

  /** The value for SLACK_API_URL. */
  get apiUrl(): string {
    return `${this.context.world.origin}/api/`;
  }
  /** The page to which people are sent to install the app. */
  get authorizeUrl(): string {
    return `${this.context.world.origin}/oauth/v2/authorize`;
  }
  /** Every Web API call received. */
  get calls(): Call[] {
    return this.context.world.calls;
  }
  /** Everything the app sent that Slack never takes; tests expect none. */
  get violations(): Violation[] {
    return this.context.world.violations;
  }
  /** Every event that was delivered, oldest first. */
  get events(): EventRef[] {
    return this.context.world.events;
  }
  get lastEvent(): EventRef | undefined {
    return this.events.at(-1);
  }
  /** Every modal as people saw it. */
  get shownModals(): ShownModal[] {
    return this.context.world.shown;
  }
  /** All workspaces, the first one included. */
  get workspaces(): Workspace[] {
    return [...this.context.world.teams.values()].map((team) => new Workspace(this.context, team));
  }

  /** Sends commands, interactions and events to this address from now on. */
  connect(requestUrl: string): void {
    this.context.world.requestUrl = requestUrl;
  }

  /** Adds another workspace, in which the app is installed unless said otherwise. */
  addWorkspace(options: { name: string; installed?: boolean }): Workspace {
    return new Workspace(this.context, makeTeam(this.context.world, options.name, options.installed ?? true));
  }

  /** Sends an event again under the same event_id, as retries do. */
  redeliver(ref: EventRef | undefined = this.lastEvent, times = 1): Promise<Answer[]> {
    if (!ref) throw new Error('No event was delivered yet.');
    return this.context.events.redeliver(ref, times);
  }

  /** Lets the next calls of a method go wrong. */
  fail(method: string, fault: Fault = {}): void {
    this.faults.fail(method, fault);
  }

  /** Sets a limit on posting that the app does not know of. */
  limit(limits: HiddenLimit): void {
    this.faults.limit(limits);
  }

  /** Asks Socket Mode connections to reconnect, or cuts them. */
  disconnectSockets(how: 'ask' | 'cut' = 'ask'): void {
    if (how === 'cut') this.context.sender.sockets.cut();
    else this.context.sender.sockets.disconnect();
  }

  /** Resolves once nothing is on its way to the app and no retry is near. */
  async settle(ms = 10_000): Promise<void> {
    const { world, sender, events } = this.context;
    const quiet = () => sender.idle && events.idle;
    const deadline = performance.now() + ms;
    // What follows from one delivery starts a moment after it ended: look twice.
    do {
      await new Promise((resolve) => setImmediate(resolve));
      const left = deadline - performance.now();
      if (left <= 0 || !(await world.until(quiet, left)))
        throw new Error(`Deliveries are still under way after ${ms} ms.`);
      await new Promise((resolve) => setImmediate(resolve));
    } while (!quiet());
  }

  /** Asks the app to prove that it owns its address, as Slack does when it is entered. */
  async verifyUrl(url = this.context.world.requestUrl): Promise<boolean> {
    const challenge = this.context.world.id('challenge');
    const body = JSON.stringify({
      token: this.context.world.verificationToken,
      challenge,
      type: 'url_verification',
    });
    const headers = { 'content-type': 'application/json', ...signatureHeaders(this.signingSecret, body) };
    const answer = await post(url, headers, body, this.context.world.settings.ackDeadline);
    return answer.status === 200 && answer.body.includes(challenge);
  }

  /** Shuts everything down. */
  async stop(): Promise<void> {
    await this.server.stop();
  }
}

/** Starts a Slack on 127.0.0.1. */
export async function startLocalSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const settings = {
    now: options.now ?? Date.now,
    retries: options.retries ?? true,
    timeScale: options.timeScale ?? 1,
    ackDeadline: options.ackDeadline ?? 3000,
    patience: options.patience ?? 1000,
  };
  const world = new World(settings, readManifest(options.manifest));
  const sender = new Sender(world);
  const context: Context = { world, sender, events: new Events(world, sender) };
  const team = makeTeam(world, options.team ?? 'Acme');
  const faults = new Faults();
  const server = await startServer(context, faults, options.port ?? 0);
  return new LocalSlack(context, team, server, faults);
}
