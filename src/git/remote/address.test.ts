import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';
import { appendLine, noon, requestOf } from './fixture.ts';
import { openRemote } from './remote.ts';
import { sanitise } from './sanitise.ts';

const accepted: [text: string, url: string, label: string][] = [
  ['https://github.com/a/b.git', 'https://github.com/a/b.git', 'https://github.com/a/b.git'],
  ['https://me:s3cret@github.com/a/b', 'https://github.com/a/b', 'https://github.com/a/b'],
  ['http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
  [
    'ssh://git@example.com:2222/a/b.git',
    'ssh://git@example.com:2222/a/b.git',
    'ssh://example.com:2222/a/b.git',
  ],
  ['git@github.com:a/b.git', 'git@github.com:a/b.git', 'github.com:a/b.git'],
  ['git://example.com/a', 'git://example.com/a', 'git://example.com/a'],
  ['file:///srv/a.git', 'file:///srv/a.git', 'file:///srv/a.git'],
  ['/srv/a b.git', '/srv/a b.git', '/srv/a b.git'],
  ['./a.git', join(process.cwd(), 'a.git'), './a.git'],
];

for (const [text, url, label] of accepted) {
  test(`the address ${label} is accepted`, () => expect(parseAddress(text)).toMatchObject({ url, label }));
}

test('messages are shown without secrets and escape sequences', () => {
  const words =
    'remote: \u001b[31mNo\u001b[0m\r\nfatal: https://me:pw@x/a ghp_0123456789abcdefghij\u0007 Authorization: Basic abc';
  expect(sanitise(words)).toBe('No\nfatal: https://x/a *** Authorization: Basic ***');
  expect(sanitise('token abc123', ['abc123', ''])).toBe('token ***');
});

test('a token reaches the server and nothing else, and a server that refuses it is auth', async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const folder = await mkdtemp(join(tmpdir(), 'herald-git-'));
  const remote = `http://me:s3cret-t0ken@127.0.0.1:${port}/a.git`;
  const repository = openRemote({ remote, branch: 'main', cacheDir: folder, now: () => noon });
  const result = await repository.write(requestOf('x', appendLine('a.md', 'x')));
  expect(result).toMatchObject({ outcome: 'auth' });
  expect(JSON.stringify(result)).not.toContain('s3cret');
  expect(seen[0]).toBe(`Basic ${Buffer.from('me:s3cret-t0ken').toString('base64')}`);
  for (const name of await readdir(folder, { recursive: true })) {
    expect(name).not.toContain('s3cret');
    expect(await readFile(join(folder, name), 'utf8').catch(() => '')).not.toContain('s3cret');
  }
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test('a server that never answers is busy after the limit', async () => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const folder = await mkdtemp(join(tmpdir(), 'herald-git-'));
  const remote = `http://127.0.0.1:${port}/a.git`;
  const repository = openRemote({ remote, cacheDir: folder, now: () => noon, timeoutMs: 300 });
  expect(await repository.refresh()).toMatchObject({ outcome: 'busy' });
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});
