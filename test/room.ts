import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { buildApp, type Herald } from '../src/app.ts';
import { systemClock } from '../src/clock.ts';
import { type Config, readConfig } from '../src/config.ts';
import type { Db } from '../src/db/database.ts';
import { type Channel, type LocalSlack, type Person, startLocalSlack } from '../src/localslack/index.ts';
import { openLog } from '../src/log.ts';
import { productRemote, type ScratchRemote } from './repository.ts';

/** A clock that tests move: it runs with the real one, plus what was added by hand. */
export class MovableClock {
  #ahead = 0;
  now(): number {
    return systemClock.now() + this.#ahead;
  }
  /** Milliseconds. */
  advance(ms: number): void {
    this.#ahead += ms;
  }
}

/** A release room: a local Slack with people, Herald over signed HTTP, and a real git remote. */
export type Room = {
  readonly slack: LocalSlack;
  readonly herald: Herald;
  readonly remote: ScratchRemote;
  readonly clock: MovableClock;
  readonly general: Channel;
  readonly beta: Channel;
  /** The first to type a command, and so the Project Planner. */
  readonly ana: Person;
  readonly ben: Person;
  readonly cleo: Person;
  readonly config: Config;
  /** Answers when every event is handled and everything that should stand does, in Slack and in the remote. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export type RoomOptions = {
  readonly db?: Db;
  readonly remote?: ScratchRemote;
  readonly environment?: Record<string, string>;
  /** Socket Mode instead of HTTP. */
  readonly sockets?: boolean;
};

const MANIFEST = join(import.meta.dirname, '..', 'manifest.yml');

const withSockets = () => {
  const manifest = parse(readFileSync(MANIFEST, 'utf8'));
  return { ...manifest, settings: { ...manifest.settings, socket_mode_enabled: true } };
};

/** Opens a room. Close it after the test; it then demands that Slack never had to refuse how Herald made a call. */
export async function openRoom(options: RoomOptions = {}): Promise<Room> {
  const folder = mkdtempSync(join(tmpdir(), 'herald-room-'));
  const remote = options.remote ?? productRemote();
  const clock = new MovableClock();
  const slack = await startLocalSlack({
    manifest: options.sockets ? withSockets() : MANIFEST,
    timeScale: 0.001,
    now: () => clock.now(),
  });
  const ana = slack.addPerson({ name: 'ana', realName: 'Ana Silva', tz: 'Europe/Lisbon' });
  const ben = slack.addPerson({ name: 'ben', realName: 'Ben Okoro', tz: 'America/New_York' });
  const cleo = slack.addPerson({ name: 'cleo', realName: 'Cleo Tan', tz: 'Asia/Singapore' });
  const members = [ana, ben, cleo];
  const general = slack.addChannel({ name: 'general', members, botIn: true });
  const beta = slack.addChannel({ name: 'beta', members, botIn: true });
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: `file:${join(folder, 'herald.db')}`,
    GIT_REMOTE: remote.url,
    PORT: '0',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    ...(options.sockets ? { SLACK_APP_TOKEN: slack.appToken } : {}),
    ...options.environment,
  });
  const herald = await buildApp({
    config,
    clock,
    log: openLog(config.LOG_LEVEL),
    gathering: 100,
    ...(options.db ? { db: options.db } : {}),
  });
  const port = await herald.start();
  slack.connect(`http://127.0.0.1:${port}/slack/events`);
  return {
    slack,
    herald,
    remote,
    clock,
    general,
    beta,
    ana,
    ben,
    cleo,
    config,
    async settled() {
      await slack.settle();
      await herald.settled();
      await slack.settle();
    },
    async close() {
      await herald.stop();
      const { violations } = slack;
      await slack.stop();
      remote.remove();
      rmSync(folder, { recursive: true, force: true });
      expect(violations).toEqual([]);
    },
  };
}

/** Announces a release as Ana does, in `#general` unless said otherwise, and waits until it stands. */
export async function announced(
  room: Room,
  version: string,
  to: readonly (Channel | Person)[] = [room.general],
): Promise<void> {
  const { modal, answer } = await room.ana.type(room.general, `/release announce ${version}`);
  if (!modal) throw new Error(`No modal: ${answer?.visibleText}`);
  await modal.pick('Send to', [...to]);
  await modal.submit();
  await room.settled();
}
