import { expect, test } from 'vitest';
import { classifyFetch, classifyPush, type Verdict } from './classify.ts';

const result = (stderr: string, stdout = '', timedOut = false) => ({
  code: 1,
  stdout: Buffer.from(stdout),
  stderr,
  timedOut,
});
const rejected = (summary: string) => `To /x\n!\tabc:refs/heads/main\t${summary}\nDone\n`;

const pushes: [stdout: string, stderr: string, verdict: Verdict][] = [
  [rejected('[rejected] (stale info)'), '', 'stale'],
  [rejected('[rejected] (fetch first)'), '', 'stale'],
  [rejected('[rejected] (non-fast-forward)'), '', 'stale'],
  [
    rejected('[remote rejected] (failed to update ref)'),
    "remote: error: cannot lock ref 'refs/heads/main': is at a but expected b",
    'stale',
  ],
  [
    rejected('[remote rejected] (failed to update ref)'),
    "remote: error: cannot lock ref 'refs/heads/main': Unable to create '/x.lock': File exists.",
    'lock',
  ],
  [rejected('[remote rejected] (unpacker error)'), 'error: remote unpack failed: No space left', 'lock'],
  [rejected('[remote rejected] (pre-receive hook declined)'), 'remote: no', 'policy'],
  [
    rejected('[remote rejected] (protected branch hook declined)'),
    'remote: error: GH006: Protected branch update failed',
    'policy',
  ],
  [
    rejected('[remote rejected] (push declined due to repository rule violations)'),
    'remote: error: GH013',
    'policy',
  ],
  [rejected('[remote rejected] (branch is currently checked out)'), '', 'policy'],
  [rejected('[remote failure] (remote failed to report status)'), '', 'unknown'],
  [rejected('[remote rejected] (something new)'), '', 'policy'],
  ['', 'error: RPC failed; curl 52 Empty reply from server\nsend-pack: unexpected disconnect', 'unknown'],
  ['', 'fatal: the remote end hung up unexpectedly', 'unknown'],
  ['', 'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502', 'unknown'],
  ['', "fatal: unable to access 'https://x/': Failed to connect to x port 443: Connection refused", 'busy'],
  ['', "fatal: unable to access 'https://x/': Could not resolve host: x", 'busy'],
  ['', "fatal: unable to access 'https://x/': The requested URL returned error: 503", 'busy'],
  ['', "fatal: unable to access 'https://x/': The requested URL returned error: 403", 'auth'],
  ['', "fatal: Authentication failed for 'https://x/'", 'auth'],
  ['', "fatal: could not read Username for 'https://x': terminal prompts disabled", 'auth'],
  ['', 'git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.', 'auth'],
  ['', 'Host key verification failed.\nfatal: Could not read from remote repository.', 'auth'],
  ['', 'remote: Repository not found.', 'auth'],
  ['', 'fatal: write error: No space left on device', 'local'],
  ['', "fatal: detected dubious ownership in repository at '/x'", 'local'],
  ['', 'something new', 'unknown'],
];

for (const [stdout, stderr, verdict] of pushes) {
  test(`a push is ${verdict}: ${stdout.split('\n')[1] ?? ''} ${stderr.split('\n')[0]}`, () => {
    expect(classifyPush(result(stderr, stdout))).toBe(verdict);
  });
}

test('a push that was killed is unknown, and one that git accepts has arrived', () => {
  expect(classifyPush(result('', '', true))).toBe('unknown');
  expect(
    classifyPush({ ...result('', 'To /x\n=\tabc:refs/heads/main\t[up to date]\nDone\n'), code: 0 }),
  ).toBeUndefined();
});

const fetches: [stderr: string, verdict: Verdict][] = [
  ["fatal: couldn't find remote ref refs/heads/main", 'gone'],
  ['fatal: unable to access: Operation too slow', 'busy'],
  [
    'ssh: connect to host x port 22: Connection refused\nfatal: Could not read from remote repository.',
    'busy',
  ],
  ['fatal: Not a valid object name v9', 'refused'],
  ['something new', 'busy'],
];

for (const [stderr, verdict] of fetches) {
  test(`a fetch is ${verdict}: ${stderr}`, () => expect(classifyFetch(result(stderr))).toBe(verdict));
}
