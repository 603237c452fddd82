import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../src/app.ts';
import { systemClock } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import type { Db } from '../src/db/database.ts';
import { PLAY } from '../src/demo/play.ts';
import { castStage } from '../src/demo/stage.ts';
import { openLog } from '../src/log.ts';
import { freshPostgres, freshSqlite } from './databases.ts';

/** Plays the demo's release with Herald in this process, on the given database. */
async function playOn(db: Db): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'herald-play-'));
  const cast = await castStage(folder);
  const config = readConfig({
    SLACK_BOT_TOKEN: cast.slack.botToken,
    SLACK_SIGNING_SECRET: cast.slack.signingSecret,
    SLACK_API_URL: cast.slack.apiUrl,
    DATABASE_URL: `file:${join(folder, 'herald.db')}`,
    GIT_REMOTE: cast.remote.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
  });
  const herald = await buildApp({ config, clock: systemClock, log: openLog('silent'), db, gathering: 100 });
  const address = `http://127.0.0.1:${await herald.start()}`;
  cast.slack.connect(`${address}/slack/events`);
  const stage = { ...cast, address, close: async () => undefined };
  try {
    for (const act of PLAY) await act.play(stage, () => undefined);
    await herald.settled();
    return cast.remote.files();
  } finally {
    await herald.stop();
    await cast.slack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the main job, end to end', () => {
  it.each([
    ['SQLite', freshSqlite],
    ['PostgreSQL', freshPostgres],
  ])('a release is played from preparation to digest on %s', { timeout: 90_000 }, async (_name, fresh) => {
    const files = await playOn(await fresh());
    expect(files).toEqual(
      expect.arrayContaining([
        '01_vision_logbook.md',
        '07_feedback_summary.md',
        '07_release_notes.md',
        'bugs/README.md',
        expect.stringMatching(/^bugs\/BUG-0001-[a-z0-9-]+\.md$/),
        expect.stringMatching(/^digests\/\d{4}-W\d\d\.md$/),
      ]),
    );
  });
});
