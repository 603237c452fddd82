import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** What the app answered to a delivery, or why it did not. */
export interface Answer {
  status: number;
  body: string;
  contentType: string;
  headers: Record<string, string>;
  ms: number;
  failure?: 'http_timeout' | 'connection_failed' | 'http_error';
}

/** Posts a body and waits for the whole answer, at most until the deadline; connections are not kept open. */
export function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  deadline: number,
): Promise<Answer> {
  const started = performance.now();
  const since = () => Math.round(performance.now() - started);
  const failed = (failure: 'http_timeout' | 'connection_failed'): Answer => {
    return { status: 0, body: '', contentType: '', headers: {}, ms: since(), failure };
  };
  return new Promise((resolve) => {
    const start = url.startsWith('https:') ? httpsRequest : httpRequest;
    const length = String(Buffer.byteLength(body));
    const request = start(url, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': length },
    });
    const timer = setTimeout(() => {
      resolve(failed('http_timeout'));
      request.destroy();
    }, deadline);
    request.on('error', () => {
      clearTimeout(timer);
      resolve(failed('connection_failed'));
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve(failed('connection_failed')));
      response.on('end', () => {
        clearTimeout(timer);
        const status = response.statusCode ?? 0;
        const flat = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const answer: Answer = {
          status,
          body: Buffer.concat(chunks).toString('utf8'),
          contentType: response.headers['content-type'] ?? '',
          headers: Object.fromEntries(flat),
          ms: since(),
        };
        resolve(status === 200 ? answer : { ...answer, failure: 'http_error' });
      });
    });
    request.end(body);
  });
}
