import { Pool } from 'undici';
import { signatureHeaders } from '../src/localslack/deliver/sign.ts';
import type { Child } from './children.ts';

const CONNECTIONS = 64;

/** Sends signed bodies, each made anew. */
export type Load = {
  /** Sends so many as fast as the server answers; acknowledgements per CPU-second of the server. */
  burst(make: () => string, count: number): Promise<number>;
  /** Sends at a steady rate, whatever the answers take; milliseconds of each. */
  steady(make: () => string, perSecond: number, seconds: number): Promise<number[]>;
  close(): Promise<void>;
};

/** Keep-alive connections to one server. */
export function openLoad(child: Child, secret: string): Load {
  const pool = new Pool(child.url, { connections: CONNECTIONS });
  const send = async (body: string): Promise<void> => {
    const answer = await pool.request({
      method: 'POST',
      path: '/slack/events',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...signatureHeaders(secret, body) },
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200 || text.includes('"errors"') || text.includes('broke'))
      throw new Error(`The server answered ${answer.statusCode}: ${text.slice(0, 200)}`);
  };
  return {
    async burst(make, count) {
      const before = child.cpu();
      let left = count;
      const worker = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          await send(make());
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, worker));
      return count / (child.cpu() - before);
    },
    async steady(make, perSecond, seconds) {
      const took: number[] = [];
      const sent: Promise<void>[] = [];
      const started = performance.now();
      for (let at = 0; at < perSecond * seconds; at += 1) {
        const due = started + (at * 1000) / perSecond;
        const wait = due - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        // From when it was due: a server that stalls is not excused by a sender that waits.
        sent.push(send(make()).then(() => void took.push(performance.now() - due)));
      }
      await Promise.all(sent);
      return took.toSorted((a, b) => a - b);
    },
    close: () => pool.close(),
  };
}
