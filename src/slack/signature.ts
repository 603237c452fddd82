import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that a request may be older or newer than now (Slack's own rule is five minutes, for old ones only). */
const MOST_SKEW = 300;

/** Says whether Slack signed these bytes, within five minutes of now. `now` is in milliseconds. */
export function signedBySlack(
  secret: string,
  headers: { timestamp: string | undefined; signature: string | undefined },
  body: Buffer,
  now: number,
): boolean {
  const { timestamp, signature } = headers;
  if (!timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > MOST_SKEW) return false;
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex');
  const given = Buffer.from(signature);
  const wanted = Buffer.from(`v0=${mac}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
