import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { programPath } from '../config.ts';
import { packageFolder } from '../db/migrations.ts';
import { type Channel, type LocalSlack, type Person, startLocalSlack } from '../localslack/index.ts';
import { type DemoRemote, makeRemote } from './remote.ts';

/** Whom and what the play needs: a local Slack with a dozen people, and a git remote. */
export type Cast = {
  readonly folder: string;
  readonly slack: LocalSlack;
  readonly remote: DemoRemote;
  readonly general: Channel;
  readonly beta: Channel;
  /** The Project Planner. */
  readonly noor: Person;
  /** The Senior Developer. */
  readonly tomas: Person;
  /** The User Advocate. */
  readonly ilse: Person;
  /** Nine people who use the product. */
  readonly users: readonly Person[];
};

/** The cast, with Herald before it. */
export type Stage = Cast & { readonly address: string; close(): Promise<void> };

const USERS: readonly (readonly [string, string, string])[] = [
  ['amara', 'Amara Obi', 'Africa/Lagos'],
  ['bruno', 'Bruno Costa', 'America/Sao_Paulo'],
  ['chen', 'Chen Li', 'Asia/Shanghai'],
  ['dana', 'Dana Levi', 'Asia/Jerusalem'],
  ['emil', 'Emil Novak', 'Europe/Prague'],
  ['farah', 'Farah Khan', 'Asia/Karachi'],
  ['grace', 'Grace Kim', 'Asia/Seoul'],
  ['hugo', 'Hugo Martin', 'Europe/Paris'],
  ['ines', 'Ines Duarte', 'Europe/Lisbon'],
];

const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Waits until something holds, looking often; throws after the given milliseconds. */
export async function until<T>(what: string, look: () => T | undefined | false, within = 15_000): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`This did not happen within ${within / 1000} s: ${what}`);
    await new Promise((wake) => setTimeout(wake, 25));
  }
}

async function ready(address: string, child: ChildProcess, log: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Herald stopped at once; see ${log}`);
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`Herald was not ready within 20 s; see ${log}`);
}

const stopped = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null ? Promise.resolve() : new Promise((done) => child.once('exit', () => done()));

function startHerald(folder: string, slack: LocalSlack, remote: DemoRemote, port: number) {
  const log = join(folder, 'herald.log');
  const out = openSync(log, 'w');
  const child = spawn(process.execPath, [process.argv[1] ?? '', 'start'], {
    cwd: folder,
    stdio: ['ignore', out, out],
    env: {
      PATH: programPath(),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      DATABASE_URL: `file:${join(folder, 'herald.db')}`,
      GIT_REMOTE: remote.url,
      PORT: String(port),
      LOG_LEVEL: 'info',
    },
  });
  closeSync(out);
  return { child, log };
}

/** Gathers the cast, with the remote in a folder. */
export async function castStage(folder: string): Promise<Cast> {
  const slack = await startLocalSlack({
    manifest: join(packageFolder(), 'manifest.yml'),
    team: 'Lantern',
    timeScale: 0.001,
  });
  const noor = slack.addPerson({ name: 'noor', realName: 'Noor Haddad', tz: 'Europe/Amsterdam' });
  const tomas = slack.addPerson({ name: 'tomas', realName: 'Tomas Reyes', tz: 'America/Bogota' });
  const ilse = slack.addPerson({ name: 'ilse', realName: 'Ilse Brandt', tz: 'Europe/Berlin' });
  const users = USERS.map(([name, realName, tz]) => slack.addPerson({ name, realName, tz }));
  const everybody = [noor, tomas, ilse, ...users];
  const general = slack.addChannel({ name: 'general', members: everybody, botIn: true });
  const beta = slack.addChannel({ name: 'beta-testers', members: everybody, botIn: true });
  return { folder, slack, remote: makeRemote(folder), general, beta, noor, tomas, ilse, users };
}

/** Sets the stage in a folder, which is emptied first, with Herald as a process of its own. */
export async function setStage(output: string): Promise<Stage> {
  const folder = resolve(output);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const cast = await castStage(folder);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  cast.slack.connect(`${address}/slack/events`);
  const { child, log } = startHerald(folder, cast.slack, cast.remote, port);
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  await ready(address, child, log);
  return {
    ...cast,
    address,
    async close() {
      child.kill('SIGTERM');
      await stopped(child);
      process.off('exit', end);
      await cast.slack.stop();
    },
  };
}
