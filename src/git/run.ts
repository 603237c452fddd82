import { type ChildProcess, spawn } from 'node:child_process';

/** What a git process left behind; `code` is -1 if it was killed or never started. */
export type GitResult = {
  code: number;
  stdout: Buffer;
  stderr: string;
  timedOut: boolean;
  /** Set if the program could not be started or its output grew over the limit. */
  failure?: string;
};

/** How one git process is to run; times in milliseconds, sizes in bytes. */
export type GitOptions = {
  cwd?: string;
  gitDir?: string;
  input?: string | Buffer;
  timeoutMs?: number;
  maxBytes?: number;
  /** Added to the hardened environment. */
  env?: Record<string, string>;
  /** Configuration for this process only; goes through the environment, never through arguments. */
  config?: readonly (readonly [string, string])[];
};

const inherited = [
  'PATH HOME USER LOGNAME TMPDIR SystemRoot',
  'SSH_AUTH_SOCK SSL_CERT_FILE SSL_CERT_DIR GIT_SSL_CAINFO GIT_SSL_CAPATH',
  'http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY',
].flatMap((names) => names.split(' '));

const hardening: readonly (readonly [string, string])[] = [
  ['protocol.allow', 'never'],
  ['protocol.https.allow', 'always'],
  ['protocol.http.allow', 'always'],
  ['protocol.ssh.allow', 'always'],
  ['protocol.git.allow', 'always'],
  ['protocol.file.allow', 'always'],
  ['protocol.ext.allow', 'never'],
  ['core.hooksPath', '/dev/null'],
  ['core.quotePath', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '20'],
];

const ssh = 'ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=10 -o ServerAliveCountMax=3';

/** The environment of every git process: no person's or machine's configuration, no prompts, English messages. */
export function gitEnvironment(options: Pick<GitOptions, 'env' | 'config'> = {}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  const pairs = [...hardening, ...(options.config ?? [])];
  pairs.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return {
    ...env,
    GIT_CONFIG_COUNT: String(pairs.length),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_SSH_COMMAND: ssh,
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    ...options.env,
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // A negative id names the whole group: git's own helpers (ssh, remote-https) must go too.
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** Runs git without a shell and always resolves; the caller passes only constants, oids and checked names. */
export function git(args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  const maxBytes = options.maxBytes ?? 256 * 1024 * 1024;
  const argv = options.gitDir === undefined ? [...args] : [`--git-dir=${options.gitDir}`, ...args];
  return new Promise((resolve) => {
    const child = spawn('git', argv, { cwd: options.cwd, env: gitEnvironment(options), detached: true });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    let timedOut = false;
    let failure: string | undefined;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child);
    }, options.timeoutMs ?? 60_000);
    const finish = (code: number) => {
      clearTimeout(timer);
      const stderr = Buffer.concat(err).toString('utf8');
      resolve({
        code,
        stdout: Buffer.concat(out),
        stderr,
        timedOut,
        ...(failure === undefined ? {} : { failure }),
      });
    };
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) into.push(chunk);
      else {
        failure = 'output over the limit';
        killGroup(child);
      }
    };
    child.stdout.on('data', collect(out));
    child.stderr.on('data', collect(err));
    child.on('error', (error) => {
      failure = error.message;
      finish(-1);
    });
    child.on('close', (code) => finish(failure === undefined ? (code ?? -1) : -1));
    // git may leave before it has read everything; its exit code says why, not the broken pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}
