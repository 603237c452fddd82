import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { writePages } from '../localslack/pages/index.ts';
import type { Stage } from './stage.ts';

/** Shows the local Slack in the browser, drawn anew at each look, until somebody presses Ctrl-C. */
export async function keepRunning(stage: Stage): Promise<void> {
  const folder = join(stage.folder, 'slack');
  const page = async (path: string): Promise<string | undefined> => {
    const names = await writePages(stage.slack, folder);
    const name = basename(decodeURIComponent(path)) || 'index.html';
    const known = names.map((written) => basename(written)).includes(name) || name === 'index.html';
    return known ? readFile(join(folder, name), 'utf8') : undefined;
  };
  const server = createServer((request, response) => {
    page(new URL(request.url ?? '/', stage.address).pathname).then(
      (html) => {
        response.writeHead(html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
        response.end(html ?? 'There is no such page.');
      },
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  console.log(
    `\nStill running. Slack's pages: http://127.0.0.1:${port}/   Herald: ${stage.address}/readyz\nPress Ctrl-C to end.`,
  );
  await new Promise<void>((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
  server.closeAllConnections();
  server.close();
}
