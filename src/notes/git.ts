import { spawn } from 'node:child_process';
import { NotesError } from './types.ts';

const MAX_OUTPUT = 256 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

const CONFIG = [
  'core.quotePath=false',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'log.showSignature=false',
  'log.mailmap=false',
  'log.follow=false',
  'i18n.logOutputEncoding=UTF-8',
  'color.ui=false',
].flatMap((setting) => ['-c', setting]);

/** What a finished git process left behind. */
export interface GitResult {
  code: number;
  stdout: Buffer;
  stderr: string;
}

const ELSEWHERE = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
];

// A caller inside a git hook has these set, and they would point every command at the hook's repository.
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ELSEWHERE.includes(name)));
}

/** Runs git in a repository without a shell, a prompt or the caller's hooks. */
export function runGit(repo: string, args: string[]): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--no-pager', ...CONFIG, '-C', repo, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
      env: { ...ownEnvironment(), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_OUTPUT) child.kill('SIGKILL');
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (error) => reject(new NotesError(`git could not be started: ${error.message}.`)));
    child.on('close', (code) =>
      resolve({ code: code ?? 1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8') }),
    );
  });
}

/** Runs git and returns its text, or null when git refuses. */
export async function gitText(repo: string, args: string[]): Promise<string | null> {
  const result = await runGit(repo, args);
  return result.code === 0 ? result.stdout.toString('utf8') : null;
}
