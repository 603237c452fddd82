import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

// The least that a Slack app can do: check the signature, read the body, acknowledge.
const secret = process.env['SLACK_SIGNING_SECRET'] ?? '';

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const time = String(request.headers['x-slack-request-timestamp']);
    const mac = createHmac('sha256', secret).update(`v0:${time}:`).update(body).digest('hex');
    const wanted = Buffer.from(`v0=${mac}`);
    const given = Buffer.from(String(request.headers['x-slack-signature']));
    const fine = given.length === wanted.length && timingSafeEqual(given, wanted);
    const form = new URLSearchParams(body.toString('utf8'));
    const payload = form.get('payload');
    const parsed: unknown = payload === null ? Object.fromEntries(form) : JSON.parse(payload);
    response.writeHead(fine && parsed ? 200 : 401).end();
  });
}).listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('ready'));
