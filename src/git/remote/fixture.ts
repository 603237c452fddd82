import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileChange, WriteRequest } from '../repository.ts';
import { git } from '../run.ts';
import { openRemote, type RemoteOptions, type RemoteRepository } from './remote.ts';

const someone = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** A real bare repository in a folder of its own, and a person who works on it. */
export type Fixture = {
  folder: string;
  remote: string;
  open(options?: Partial<RemoteOptions>): RemoteRepository;
  /** Runs git on the remote and returns its output; throws if it fails. */
  onRemote(...args: string[]): Promise<string>;
  /** A person commits files to a branch; a value of undefined deletes. */
  commit(
    files: Record<string, string | Buffer | undefined>,
    branch?: string,
    message?: string,
  ): Promise<string>;
  textOf(path: string, branch?: string): Promise<string>;
  hook(name: string, script: string): Promise<void>;
  remove(): Promise<void>;
};

/** The time at which tests happen, in milliseconds since 1970. */
export const noon = Date.UTC(2026, 10, 20, 12);

/** A change that puts a line at the end of a file. */
export function appendLine(path: string, line: string): FileChange {
  return { path, render: (current) => ({ kind: 'write', text: `${current ?? ''}${line}\n` }) };
}

/** A request with one operation id. */
export function requestOf(id: string, ...changes: FileChange[]): WriteRequest {
  return { changes, message: `docs: record ${id}`, operationIds: [id], at: noon };
}

function importOf(
  files: Record<string, string | Buffer | undefined>,
  ref: string,
  message: string,
  from: boolean,
) {
  const parts: (string | Buffer)[] = [`feature done\ncommit ${ref}\nmark :1\n`];
  parts.push(`committer Ada <ada@example.com> ${noon / 1000 - 86_400} +0000\n`);
  parts.push(`data ${Buffer.byteLength(message)}\n${message}\n`, from ? `from ${ref}^0\n` : '');
  for (const [key, content] of Object.entries(files)) {
    const [mode = '100644', path = key] = /^\d{6} /.test(key) ? [key.slice(0, 6), key.slice(7)] : [];
    if (content === undefined) parts.push(`D ${path}\n`);
    else if (mode === '160000') parts.push(`M ${mode} ${content} ${path}\n`);
    else parts.push(`M ${mode} inline ${path}\ndata ${Buffer.byteLength(content)}\n`, content, '\n');
  }
  parts.push('\nget-mark :1\ndone\n');
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

/** Makes an empty bare repository under the system's folder for temporary files. */
export async function makeFixture(): Promise<Fixture> {
  const folder = await mkdtemp(join(tmpdir(), 'herald-git-'));
  const remote = join(folder, 'product.git');
  const run = async (args: string[], gitDir: string | undefined, input?: Buffer) => {
    const options = {
      env: someone,
      ...(gitDir === undefined ? {} : { gitDir }),
      ...(input === undefined ? {} : { input }),
    };
    const result = await git(args, options);
    if (result.code !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}${result.failure ?? ''}`);
    return result.stdout.toString('utf8');
  };
  await run(['init', '--quiet', '--bare', '--initial-branch=main', remote], undefined);
  await run(['config', 'uploadpack.allowFilter', 'true'], remote);
  await run(['config', 'uploadpack.allowAnySHA1InWant', 'true'], remote);
  return {
    folder,
    remote,
    open: (options = {}) =>
      openRemote({
        remote,
        cacheDir: join(folder, 'cache'),
        now: () => noon,
        wait: () => Promise.resolve(),
        ...options,
      }),
    onRemote: (...args) => run(args, remote),
    commit: async (files, branch = 'main', message = 'docs: by hand') => {
      const ref = `refs/heads/${branch}`;
      const exists = (await git(['rev-parse', '--verify', '--quiet', ref], { gitDir: remote })).code === 0;
      const input = importOf(files, ref, message, exists);
      return (await run(['fast-import', '--quiet', '--date-format=raw'], remote, input)).trim();
    },
    textOf: (path, branch = 'main') => run(['show', `${branch}:${path}`], remote),
    hook: async (name, script) => {
      const path = join(remote, 'hooks', name);
      await writeFile(path, `#!/bin/sh\n${script}\n`);
      await chmod(path, 0o755);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The text of a file on disk, or undefined. */
export function onDisk(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
