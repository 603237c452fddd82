import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildApp, type Herald } from '../app.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { type LocalSlack, startLocalSlack } from '../localslack/index.ts';
import { openLog } from '../log.ts';

describe('installing in many workspaces', () => {
  const folder = mkdtempSync(join(tmpdir(), 'herald-install-'));
  const file = join(folder, 'herald.db');
  let slack: LocalSlack;
  let herald: Herald;
  let address: string;
  beforeEach(async () => {
    slack = await startLocalSlack({
      manifest: join(import.meta.dirname, '..', '..', 'manifest.yml'),
      timeScale: 0.001,
    });
    const config = readConfig({
      SLACK_CLIENT_ID: slack.clientId,
      SLACK_CLIENT_SECRET: slack.clientSecret,
      SLACK_STATE_SECRET: 'a state secret for this test',
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      HERALD_SECRET_KEY: 'a key of at least thirty-two characters',
      DATABASE_URL: `file:${file}`,
      PUBLIC_URL: 'https://herald.example.com',
      PORT: '0',
      LOG_LEVEL: 'silent',
    });
    herald = await buildApp({ config, clock: systemClock, log: openLog('silent') });
    address = `http://127.0.0.1:${await herald.start()}`;
    slack.connect(`${address}/slack/events`);
  });
  afterEach(async () => {
    await herald.stop();
    await slack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Follows the install link to Slack and back, as a browser does; answers with the redirect's path and the cookie. */
  const consent = async () => {
    const start = await fetch(`${address}/slack/install`, { redirect: 'manual' });
    const cookie = start.headers.get('set-cookie')?.split(';')[0] ?? '';
    const slackPage = start.headers.get('location') ?? '';
    const back = await fetch(slackPage, { redirect: 'manual' });
    const { pathname, search } = new URL(back.headers.get('location') ?? '');
    return { path: pathname + search, cookie };
  };
  const callback = (path: string, cookie?: string) =>
    fetch(address + path, { redirect: 'manual', headers: cookie ? { cookie } : {} });

  it('keeps the token sealed, and answers commands from then on', async () => {
    const ana = slack.addPerson({ name: 'ana' });
    const general = slack.addChannel({ name: 'general', members: [ana], botIn: true });
    const before = await ana.type(general, '/release help', { wait: 50 });
    expect(before.answer).toBeUndefined();
    const { path, cookie } = await consent();
    expect((await callback(path, cookie)).status).toBeLessThan(400);
    const { answer } = await ana.type(general, '/release help');
    expect(answer?.visibleText).toContain('/release announce');
    expect(readFileSync(file).includes(slack.botToken)).toBe(false);
    expect(readFileSync(`${file}-wal`).includes(slack.botToken)).toBe(false);
  });

  it('refuses no state, a forged state, a state without its cookie, and a state used twice', async () => {
    const { path, cookie } = await consent();
    const code = new URL(path, address).searchParams.get('code');
    expect((await callback(`/slack/oauth_redirect?code=${code}`, cookie)).status).toBe(400);
    expect((await callback(`/slack/oauth_redirect?code=${code}&state=forged`, cookie)).status).toBe(400);
    const fresh = await consent();
    expect((await callback(fresh.path)).status).toBe(400);
    const good = await consent();
    expect((await callback(good.path, good.cookie)).status).toBeLessThan(400);
    expect((await callback(good.path, good.cookie)).status).toBe(400);
  });
});
