import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Metrics } from '../metrics.ts';

export type SlackHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Paths under `/slack/` and who answers each. */
export type SlackRoutes = Readonly<Record<string, SlackHandler>>;

const refuse = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-length': 0 }).end();
};

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

/**
 * The one HTTP server: Slack's requests go straight to their handler, everything else to the pages. Slow headers are
 * cut after 5 s and slow bodies after 10 s, so that nobody holds sockets open.
 */
export function openServer(slack: SlackRoutes, pages: Hono, metrics: Metrics): Server {
  const listener = getRequestListener(pages.fetch);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request);
    if (!path.startsWith('/slack/')) return void (await listener(request, response));
    const handler = slack[path];
    if (!handler) return refuse(response, 404);
    const done = metrics.acks.startTimer();
    await handler(request, response);
    done();
    metrics.requests.inc({ status: response.statusCode });
  };
  // The limits below are looked at once a second; Node's own habit is every 30 seconds.
  const server = createServer({ connectionsCheckingInterval: 1000 }, (request, response) => {
    request.on('error', () => undefined);
    answer(request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500);
      else response.destroy();
    });
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 5000;
  server.keepAliveTimeout = 65_000;
  server.maxConnections = 2000;
  return server;
}

/** Starts listening; answers with the port, which is chosen by the system for 0. */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

/** Takes no new connection and waits, at most the given milliseconds, for the requests under way. */
export const drain = (server: Server, within: number): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), within);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
