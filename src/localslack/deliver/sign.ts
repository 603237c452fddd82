import { createHmac } from 'node:crypto';

/** Slack's v0 signature headers over a raw body; receivers compare the time, in seconds, with theirs. */
export function signatureHeaders(
  secret: string,
  body: string,
  seconds = Math.floor(Date.now() / 1000),
): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${signature}` };
}
