import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCall, readArgs } from './api/dispatch.ts';
import { authorizePage } from './authorize.ts';
import type { Context } from './context.ts';
import { useResponseUrl } from './deliver/response-url.ts';
import type { Fault, Faults } from './faults.ts';
import { type Obj, obj, parseJson, str } from './json.ts';
import { teamOfToken } from './world/teams.ts';

/** The running HTTP server. */
export interface RunningServer {
  port: number;
  stop(): Promise<void>;
}

/** Starts the stand-in's HTTP side on 127.0.0.1. */
export async function startServer(context: Context, faults: Faults, port: number): Promise<RunningServer> {
  const server = createServer((request, response) => {
    handle(context, faults, request, response).catch((error: unknown) => {
      response
        .writeHead(500, { 'content-type': 'text/plain' })
        .end(error instanceof Error ? error.stack : String(error));
    });
  });
  server.on('upgrade', (request, socket, head) =>
    context.sender.sockets.upgrade(request, socket, head, context.world.appId),
  );
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  context.world.origin = `http://127.0.0.1:${address.port}`;
  return { port: address.port, stop: () => stop(context, server) };
}

async function stop(context: Context, server: Server): Promise<void> {
  context.events.stop();
  context.sender.sockets.cut();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

async function handle(
  context: Context,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, area = '', name = ''] = url.pathname.split('/');
  const body = await readBody(request);
  if (area === 'api') return handleCall(context, faults, name, request, body, url, response);
  if (area === 'response') {
    const fault = faults.take('response_url', '');
    const posted = obj(parseJson(body.toString('utf8')));
    if (fault && !fault.dropReply)
      return answerFault(context, fault, { method: 'response_url', args: posted, token: '' }, response);
    const answer = useResponseUrl(context, name, posted);
    if (fault?.dropReply) return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'text/html' }).end(answer.body);
    return;
  }
  if (area === 'upload') return upload(context, name, await uploadedBytes(request, body), response);
  if (area === 'files') return download(context, name, request, response);
  if (url.pathname === '/oauth/v2/authorize') return authorizePage(context.world, url, response);
  response.writeHead(404).end('not found');
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function bearer(request: IncomingMessage): string {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

async function handleCall(
  context: Context,
  faults: Faults,
  method: string,
  request: IncomingMessage,
  body: Buffer,
  url: URL,
  response: ServerResponse,
): Promise<void> {
  const isJson = (request.headers['content-type'] ?? '').includes('json');
  const text = body.toString('utf8');
  const fields = Object.fromEntries([...url.searchParams, ...(isJson ? [] : new URLSearchParams(text))]);
  const args = isJson ? readArgs(method, obj(parseJson(text)), false) : readArgs(method, fields, true);
  const token = bearer(request) || str(args.token);
  const withBasic = { ...basicClient(request), ...args };
  const fault = faults.take(method, str(args.channel));
  if (fault && !fault.dropReply)
    return answerFault(context, fault, { method, args: withBasic, token }, response);
  const answer = await answerCall(context, method, withBasic, token);
  if (fault?.dropReply) return void request.socket.destroy();
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'x-slack-req-id': context.world.id('r'),
  });
  response.end(JSON.stringify(answer));
}

// oauth.v2.access may carry the client's id and secret as HTTP Basic.
function basicClient(request: IncomingMessage): Obj {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const [id, secret] = basic ? Buffer.from(basic, 'base64').toString().split(':') : [];
  return id && secret ? { client_id: id, client_secret: secret } : {};
}

function answerFault(
  context: Context,
  fault: Fault,
  call: { method: string; args: Obj; token: string },
  response: ServerResponse,
): void {
  const { world } = context;
  const limited = fault.retryAfter !== undefined || fault.status === 429;
  const error =
    fault.error ?? (limited ? 'ratelimited' : fault.hang ? 'no_answer' : `http_${fault.status ?? 200}`);
  const answer = { ok: false, error };
  world.calls.push({
    ...call,
    teamId: teamOfToken(world, call.token)?.id,
    ok: false,
    error,
    response: answer,
    at: world.settings.now(),
  });
  world.changed();
  if (fault.hang) return;
  const status = fault.status ?? (limited ? 429 : 200);
  const headers = { 'content-type': fault.body === undefined ? 'application/json' : 'text/html' };
  response.writeHead(
    status,
    limited ? { ...headers, 'retry-after': String(fault.retryAfter ?? 1) } : headers,
  );
  response.end(fault.body ?? JSON.stringify(answer));
}

// Slack takes the bytes bare or as the only part of a form.
async function uploadedBytes(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const part = [...form.values()][0];
  return typeof part === 'object' ? Buffer.from(await part.arrayBuffer()) : Buffer.from(part ?? '');
}

function upload(context: Context, id: string, body: Buffer, response: ServerResponse): void {
  const file = context.world.files.get(id);
  if (file) {
    file.content = body;
    file.uploaded = true;
  }
  response
    .writeHead(file ? 200 : 404, { 'content-type': 'text/plain' })
    .end(file ? `OK - ${body.length}` : 'not found');
}

function download(context: Context, id: string, request: IncomingMessage, response: ServerResponse): void {
  const file = context.world.files.get(id);
  const team = teamOfToken(context.world, bearer(request));
  const allowed = file && team?.id === file.teamId;
  response.writeHead(allowed ? 200 : 404, { 'content-type': file?.mimetype ?? 'text/html' });
  response.end(allowed ? file.content : '<!DOCTYPE html><title>Sign in</title>');
}
