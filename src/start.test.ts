import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { productRemote, type ScratchRemote } from '../test/repository.ts';
import { type Channel, type LocalSlack, type Person, startLocalSlack } from './localslack/index.ts';

const root = join(import.meta.dirname, '..');

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

describe('the built program', () => {
  let slack: LocalSlack;
  let remote: ScratchRemote;
  let folder: string;
  let ana: Person;
  let general: Channel;
  let child: ChildProcess;
  let said = '';

  beforeAll(() => execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root }));
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'herald-start-'));
    remote = productRemote();
    slack = await startLocalSlack({ manifest: join(root, 'manifest.yml') });
    ana = slack.addPerson({ name: 'ana' });
    general = slack.addChannel({ name: 'general', members: [ana], botIn: true });
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await slack.stop();
    remote.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (environment: Record<string, string> = {}, node = process.execPath): Promise<void> => {
    const port = await freePort();
    said = '';
    child = spawn(node, [join(root, 'bin', 'herald.mjs'), 'start'], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
        SLACK_API_URL: slack.apiUrl,
        DATABASE_URL: `file:${join(folder, 'herald.db')}`,
        GIT_REMOTE: remote.url,
        PORT: String(port),
        LOG_LEVEL: 'trace',
        ...environment,
      },
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    await expect.poll(() => said, { timeout: 15_000 }).toContain('Herald listens');
    slack.connect(`http://127.0.0.1:${port}/slack/events`);
  };
  const ended = (): Promise<{ code: number | null; after: number }> => {
    const since = performance.now();
    return new Promise((resolve) =>
      child.once('exit', (code) => resolve({ code, after: performance.now() - since })),
    );
  };

  it('answers what is on the wire, then ends by itself, and goes on where it stood', async () => {
    await start();
    const typed = Array.from({ length: 10 }, (_, at) => ana.type(general, `/feedback number ${at}`));
    await expect.poll(() => said.length > 0 && slack.calls.length > 0).toBe(true);
    const gone = ended();
    await wait(30);
    child.kill('SIGTERM');
    const outcomes = await Promise.all(typed);
    expect(await gone).toMatchObject({ code: 0, after: expect.toSatisfy((ms: number) => ms < 10_000) });
    const kept = outcomes.filter((outcome) => outcome.answer?.visibleText.startsWith('Kept'));
    await start();
    const { answer } = await ana.type(general, '/release list');
    expect(answer).toBeDefined();
    expect(kept.length).toBeGreaterThan(0);
  });

  it('ends at once when it is told twice', async () => {
    await start();
    slack.fail('chat.postMessage', { hang: true, times: 9 });
    const gone = ended();
    child.kill('SIGTERM');
    child.kill('SIGINT');
    const { after } = await gone;
    expect(after).toBeLessThan(1000);
  });

  it.skipIf(!existsSync('/usr/bin/node'))('passes the signal on when an older Node started it', async () => {
    await start({}, '/usr/bin/node');
    const gone = ended();
    child.kill('SIGTERM');
    expect((await gone).code).toBe(0);
    expect(said).toContain('stopping');
  });

  it('says all that is missing, and how to mend it', async () => {
    child = spawn(process.execPath, [join(root, 'bin', 'herald.mjs'), 'start'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], PORT: 'none' },
    });
    let told = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    expect((await ended()).code).toBe(1);
    for (const word of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'PORT', 'npm run demo'])
      expect(told).toContain(word);
  });

  it('lets no secret into its log, its database or an error, at any level', async () => {
    const secrets = { GITHUB_TOKEN: 'ghp_secret4f1c', HERALD_SECRET_KEY: `key-${'5ecre7'.repeat(8)}` };
    await start(secrets);
    await ana.type(general, '/feedback it is slow');
    slack.fail('*', { error: 'invalid_auth', times: 3 });
    await ana.openHome();
    await ana.type(general, '/release new 1.4.0');
    await wait(300);
    const gone = ended();
    child.kill('SIGTERM');
    await gone;
    const disk = readFileSync(join(folder, 'herald.db')).toString('latin1');
    for (const secret of [slack.botToken, slack.signingSecret, ...Object.values(secrets)])
      expect([said.includes(secret), disk.includes(secret)]).toEqual([false, false]);
  });
});
