import { buildApp } from './app.ts';
import { systemClock } from './clock.ts';
import { type Config, ConfigProblems, loadEnvFile, readConfig } from './config.ts';
import { openLog } from './log.ts';

/** What to do next, for somebody who starts Herald without settings. */
export const explain = (error: ConfigProblems): string =>
  [
    'Herald cannot start yet:',
    ...error.problems.map((problem) => `  - ${problem}`),
    '',
    'Put the settings into a file named .env (see .env.example), or into the environment.',
    'To see Herald at work without a Slack account, run: npm run demo',
  ].join('\n');

/** Reads the settings, or says everything that is wrong with them. */
export function settingsOrExplain(): Config | undefined {
  loadEnvFile();
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error;
    console.error(explain(error));
    return undefined;
  }
}

/** Runs Herald until it is told to stop; answers with the exit status. */
export async function start(): Promise<number> {
  const config = settingsOrExplain();
  if (!config) return 1;
  const log = openLog(config.LOG_LEVEL);
  const herald = await buildApp({ config, clock: systemClock, log });
  const stopped = new Promise<void>((resolve) => {
    let asked = false;
    const stop = (): void => {
      // A second signal means now.
      if (asked) process.exit(1);
      asked = true;
      log.info('stopping');
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
  process.on('unhandledRejection', (error) =>
    log.error({ err: error }, 'a promise was left without an answer'),
  );
  const port = await herald.start();
  log.info({ port }, `Herald listens on port ${port}`);
  await stopped;
  await herald.stop();
  return 0;
}
