import { settingsOrExplain, start } from './start.ts';

type Subcommand = { readonly does: string; readonly run: (args: string[]) => Promise<number> };

const migrate = async (): Promise<number> => {
  const config = settingsOrExplain();
  if (!config) return 1;
  const { openDatabase } = await import('./db/open.ts');
  const db = await openDatabase(config.DATABASE_URL);
  await db.migrate();
  await db.close();
  console.log('The database is up to date.');
  return 0;
};

const subcommands: Record<string, Subcommand> = {
  start: { does: 'runs Herald until it is told to stop', run: start },
  demo: {
    does: 'plays a release with a local Slack and a scratch repository; --keep leaves it running',
    run: async (args) => (await import('./demo/demo.ts')).demo(args),
  },
  migrate: { does: 'brings the database up to date', run: migrate },
};

const usage = (): string =>
  [
    'Usage: herald <command>',
    '',
    ...Object.entries(subcommands).map(([name, { does }]) => `  ${name.padEnd(9)} ${does}`),
  ].join('\n');

/** Runs one command of the command line; answers with the exit status. */
export async function run(args: string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  const found = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (found) return found.run(rest);
  const asked = ['help', '--help', '-h'].includes(name);
  if (!asked) console.error(`herald has no command "${name}".\n`);
  (asked ? console.log : console.error)(usage());
  return asked ? 0 : 2;
}
