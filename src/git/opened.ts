import { openRemote, type RemoteRepository } from './remote/remote.ts';

/** What names a repository: its address and, unless it is the remote's default, its branch. */
export type RepositoryAddress = { readonly remote: string; readonly branch?: string | undefined };

/** The repositories of this process, each opened once. */
export type Repositories = {
  /** Throws `RepositoryError` when the address cannot be used. */
  open(address: RepositoryAddress): RemoteRepository;
  close(): Promise<void>;
};

/** Tokens are sent to the hosts they belong to, and to no other. */
export type GitTokens = { readonly github?: string | undefined; readonly gitlab?: string | undefined };

const tokenFor = (remote: string, tokens: GitTokens): { token: string; username: string } | undefined => {
  const host = /^https?:\/\/(?:[^@/]*@)?([^/:]+)/.exec(remote)?.[1] ?? '';
  if (tokens.github && host === 'github.com') return { token: tokens.github, username: 'x-access-token' };
  if (tokens.gitlab && host === 'gitlab.com') return { token: tokens.gitlab, username: 'oauth2' };
  return undefined;
};

/** Opens repositories whose clones are kept under one folder. */
export function openRepositories(cacheDir: string, now: () => number, tokens: GitTokens): Repositories {
  const opened = new Map<string, RemoteRepository>();
  return {
    open({ remote, branch }) {
      const key = `${remote}\0${branch ?? ''}`;
      const known = opened.get(key);
      if (known) return known;
      const made = openRemote({
        remote,
        cacheDir,
        now,
        ...(branch ? { branch } : {}),
        ...tokenFor(remote, tokens),
      });
      opened.set(key, made);
      return made;
    },
    async close() {
      await Promise.all([...opened.values()].map((repository) => repository.close()));
    },
  };
}
