import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** A server in a process of its own. */
export type Child = {
  readonly url: string;
  /** Milliseconds from its spawning to its first answer. */
  readonly startedIn: number;
  /** Seconds of CPU that the process has used so far, without those of the processes it started. */
  cpu(): number;
  /** Resident memory in MB. */
  rss(): number;
  stop(): Promise<void>;
};

const TICKS_PER_SECOND = 100;

/** A port that nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

const rssOf = (pid: number): number => {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
};

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    try {
      const answer = await fetch(url);
      await answer.arrayBuffer();
      if (answer.status < 500) return;
    } catch {
      // Nobody listens yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Starts a program and waits until `path` is answered. */
export async function startChild(
  args: readonly string[],
  environment: Record<string, string>,
  path = '/',
): Promise<Child> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(url + path, child);
  const startedIn = performance.now() - started;
  const pid = child.pid ?? 0;
  return {
    url,
    startedIn,
    cpu: () => cpuOf(pid),
    rss: () => rssOf(pid),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The middle of some numbers. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
