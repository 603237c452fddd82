import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObj, type Obj, obj, parseJson, str } from '../json.ts';
import type { Answer } from './post.ts';

const MOST_CONNECTIONS = 10;

/** Socket Mode: the websockets that the app opened, and what is sent over them. */
export class Sockets {
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly tickets = new Set<string>();
  private readonly open = new Set<WebSocket>();
  private readonly waiting = new Map<string, (payload: Obj) => void>();
  private turn = 0;
  private everOpened = false;

  /** Whether the app is connected by Socket Mode. */
  get connected(): boolean {
    return this.open.size > 0;
  }

  /** Whether the app uses Socket Mode, be it cut off at the moment. */
  get used(): boolean {
    return this.everOpened;
  }

  /** How many connections the app holds. */
  get count(): number {
    return this.open.size;
  }

  /** A one-time address for a new connection, or undefined when there are too many. */
  address(origin: string): string | undefined {
    if (this.open.size >= MOST_CONNECTIONS) return undefined;
    const ticket = randomBytes(12).toString('hex');
    this.tickets.add(ticket);
    return `${origin.replace('http', 'ws')}/link/?ticket=${ticket}`;
  }

  /** Accepts a websocket that comes with a good ticket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, appId: string): void {
    const ticket = new URL(request.url ?? '', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, socket, head, (client) => this.welcome(client, appId));
  }

  private welcome(client: WebSocket, appId: string): void {
    this.open.add(client);
    this.everOpened = true;
    client.on('close', () => this.open.delete(client));
    client.on('error', () => this.open.delete(client));
    client.on('message', (data) => this.acknowledged(String(data)));
    client.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.open.size,
        debug_info: { host: 'localslack', build_number: 1, approximate_connection_time: 3600 },
        connection_info: { app_id: appId },
      }),
    );
  }

  private acknowledged(data: string): void {
    const message = obj(parseJson(data));
    const settle = this.waiting.get(str(message.envelope_id));
    this.waiting.delete(str(message.envelope_id));
    settle?.(message);
  }

  /** Sends an envelope over any connection and waits for its acknowledgement. */
  send(type: string, payload: Obj, retry: Obj, deadline: number): Promise<Answer> {
    const started = performance.now();
    const envelope = randomUUID();
    const clients = [...this.open];
    const client = clients[this.turn++ % Math.max(1, clients.length)];
    const answer = (status: number, body: string): Answer => {
      return {
        status,
        body,
        contentType: 'application/json',
        headers: {},
        ms: Math.round(performance.now() - started),
      };
    };
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(envelope);
        resolve({ ...answer(0, ''), failure: 'http_timeout' });
      }, deadline);
      this.waiting.set(envelope, (message) => {
        clearTimeout(timer);
        resolve(answer(200, isObj(message.payload) ? JSON.stringify(message.payload) : str(message.payload)));
      });
      const accepts = type !== 'events_api';
      client?.send(
        JSON.stringify({ envelope_id: envelope, type, payload, accepts_response_payload: accepts, ...retry }),
      );
    });
  }

  /** Asks every connection to go, as Slack does when it recycles a host. */
  disconnect(reason = 'refresh_requested'): void {
    for (const client of this.open)
      client.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const client of this.open) client.terminate();
    this.open.clear();
  }
}
