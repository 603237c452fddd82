import { randomBytes } from 'node:crypto';
import type { Obj } from '../json.ts';
import type { Manifest } from './manifest.ts';
import type { Call, FileRecord, ShownModal, TeamRecord, Violation } from './records.ts';
import { Triggers } from './triggers.ts';

/** How the stand-in behaves; times in milliseconds. */
export interface Settings {
  now: () => number;
  retries: boolean;
  /** Factor on the waits between event retries. */
  timeScale: number;
  ackDeadline: number;
  /** How long a person looks for an effect after the app acknowledged. */
  patience: number;
}

/** A grant to answer later, behind a response_url. */
export interface ResponseGrant {
  teamId: string;
  channel: string;
  userId: string;
  messageTs: string | undefined;
  threadTs: string | undefined;
  ephemeral: boolean;
  at: number;
  uses: number;
}

/** One event that was delivered, to deliver it again. */
export interface EventRef {
  eventId: string;
  type: string;
  body: Obj;
}

/** All that the stand-in remembers, over all workspaces. */
export class World {
  readonly settings: Settings;
  readonly manifest: Manifest;
  readonly appId = 'A0HERALD001';
  readonly clientId = '1700000000.1700000001';
  readonly clientSecret = randomBytes(16).toString('hex');
  readonly signingSecret = randomBytes(16).toString('hex');
  readonly appToken = `xapp-1-A0HERALD001-1700000000-${randomBytes(16).toString('hex')}`;
  readonly verificationToken = randomBytes(12).toString('hex');
  readonly teams = new Map<string, TeamRecord>();
  readonly files = new Map<string, FileRecord>();
  readonly grants = new Map<string, ResponseGrant>();
  readonly codes = new Map<string, { teamId: string; userId: string; redirectUri: string; at: number }>();
  readonly calls: Call[] = [];
  readonly violations: Violation[] = [];
  readonly shown: ShownModal[] = [];
  readonly events: EventRef[] = [];
  readonly triggers: Triggers;
  origin = '';
  requestUrl = '';
  private serial = 0;
  private lastMicros = 0;
  private readonly watchers = new Set<() => void>();

  constructor(settings: Settings, manifest: Manifest) {
    this.settings = settings;
    this.manifest = manifest;
    this.triggers = new Triggers(settings.now);
  }

  /** A fresh id in Slack's form, such as U000000001. */
  id(prefix: string): string {
    this.serial += 1;
    return `${prefix}0${this.serial.toString(36).toUpperCase().padStart(8, '0')}`;
  }

  /** A message time that no other message has, later than all before. */
  ts(): string {
    const wanted = Math.floor(this.settings.now() * 1000);
    this.lastMicros = Math.max(wanted, this.lastMicros + 100);
    const seconds = Math.floor(this.lastMicros / 1_000_000);
    return `${seconds}.${String(this.lastMicros % 1_000_000).padStart(6, '0')}`;
  }

  /** Now in whole seconds. */
  seconds(): number {
    return Math.floor(this.settings.now() / 1000);
  }

  /** Remembers that the app sent what Slack refuses. */
  violate(method: string, error: string, messages: string[], args: Obj): void {
    this.violations.push({ method, error, messages, args, at: this.settings.now() });
  }

  /** Wakes everybody who waits for something to change. */
  changed(): void {
    for (const wake of [...this.watchers]) wake();
  }

  /** Resolves true as soon as the condition holds, false when the time is over. */
  until(condition: () => boolean, ms: number): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (held: boolean) => {
        clearTimeout(timer);
        this.watchers.delete(look);
        resolve(held);
      };
      const look = () => condition() && finish(true);
      const timer = setTimeout(() => finish(condition()), ms);
      this.watchers.add(look);
    });
  }
}
