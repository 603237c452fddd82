/** What a change makes of a file: a new text, nothing at all, or a refusal with a reason a person can read. */
export type Rendered =
  | { kind: 'write'; text: string }
  | { kind: 'keep' }
  | { kind: 'refuse'; reason: string };

/** One file to change; `render` is called again with the newest text each time someone else was faster. */
export type FileChange = {
  path: string;
  render: (current: string | undefined) => Rendered | Promise<Rendered>;
};

/** A person as git names them. */
export type Identity = { name: string; email: string };

/** Changes that become one commit; the operation ids name exactly this content, and are written at most once. */
export type WriteRequest = {
  changes: FileChange[];
  message: string;
  operationIds: string[];
  /** Milliseconds since 1970; the date of author and committer, so that a rebuilt commit is the same commit. */
  at: number;
  author?: Identity;
  coAuthors?: Identity[];
};

/** A file that was left alone, and why. */
export type RefusedFile = { path: string; reason: string };

/** The request is settled: each of its files was written, was right already, or was refused for good. */
export type Written = {
  outcome: 'ok';
  /** The commit that holds the request; undefined only if the branch is still unborn. */
  commit: string | undefined;
  written: string[];
  kept: string[];
  refused: RefusedFile[];
  /** True if an earlier attempt had already arrived; its renders were called as they were then. */
  already?: boolean;
};

/**
 * Why nothing stands yet, and so what to do with the request:
 * stale, busy: try again later; unknown: try again later with the same operation ids;
 * auth: stop the queue and tell an admin; policy: never again as it is, ask or use a pull request;
 * local: this machine is at fault, keep and alert; refused: a person must decide first.
 */
export type Problem = {
  outcome: 'stale' | 'busy' | 'unknown' | 'policy' | 'auth' | 'local' | 'refused';
  /** Free of secrets and control characters; says what to do. */
  reason: string;
  retryAfterMs?: number;
};

/** What became of a request. */
export type WriteOutcome = Written | Problem;

/** The branch that is written to, and its newest known commit. */
export type Head = { branch: string; oid: string };

/** What asking the remote brought: the newest commit, and whether the old one is no longer in its history. */
export type RefreshOutcome = { outcome: 'ok'; head: Head | undefined; rewritten: boolean } | Problem;

/** A tag that is merged into the branch; `oid` is the commit, `date` its creation in milliseconds since 1970. */
export type Tag = { name: string; oid: string; date: number };

/** A commit with the paths it changed against its first parent; `date` is the committer's, in milliseconds. */
export type Commit = {
  sha: string;
  parents: number;
  author: Identity;
  date: number;
  subject: string;
  body: string;
  paths: string[];
};

/** A range of history: what is reachable from `to` (default: the branch) but not from `from`. */
export type Range = { from?: string; to?: string; limit?: number };

/** Thrown by the reading methods when the repository cannot be read. */
export class RepositoryError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.reason);
    this.name = 'RepositoryError';
    this.problem = problem;
  }
}

/** Reads the history of the branch, newest first. */
export interface History {
  tags(): Promise<Tag[]>;
  commits(range?: Range): Promise<Commit[]>;
  /** The text of a file at a revision; undefined if there is none. */
  show(revision: string, path: string): Promise<string | undefined>;
}

/** One branch of one repository: the only way anything of Herald gets into git. */
export interface Repository extends History {
  /** Makes one commit of the request and sends it; never throws for what a remote may answer. */
  write(request: WriteRequest): Promise<WriteOutcome>;
  /** The text of a file at the newest known commit; undefined if there is none. */
  read(path: string): Promise<string | undefined>;
  /** The names in a folder at the newest known commit, folders with a trailing slash; '' is the root. */
  list(folder: string): Promise<string[]>;
  /** The newest known commit without asking the remote; undefined while the branch is unborn. */
  head(): Promise<Head | undefined>;
  /** Asks the remote for new commits and tags. */
  refresh(): Promise<RefreshOutcome>;
  /** Waits for what is under way; nothing may be asked afterwards. */
  close(): Promise<void>;
}
