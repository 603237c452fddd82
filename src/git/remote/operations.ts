import { output, type Session } from './session.ts';

/** The trailer that names an operation in a commit message, once per operation. */
export const operationTrailer = 'Herald-Op';

const firstLook = 2000;
const idShape = /^[\w.:@/-]{1,120}$/;

/** Whether a text can stand in an operation trailer. */
export function isOperationId(id: string): boolean {
  return idShape.test(id);
}

/** Knows which operations have arrived on the branch. */
export type Operations = {
  /** Reads the trailers of what is new at a commit; after a rewritten history everything is read again. */
  follow(tip: string | undefined, rewritten: boolean): Promise<void>;
  /** Tells that a commit with these operations is now the newest. */
  moved(commit: string, ids: readonly string[]): void;
  /** The commit that holds an operation. */
  commitOf(id: string): string | undefined;
};

/** Follows the branch of a clone; at the start it looks back over the newest 2000 commits. */
export function followOperations(session: Session): Operations {
  const seen = new Map<string, string>();
  let last: string | undefined;
  return {
    commitOf: (id) => seen.get(id),
    moved: (commit, ids) => {
      for (const id of ids) seen.set(id, commit);
      last = commit;
    },
    follow: async (tip, rewritten) => {
      if (tip === undefined || tip === last) return;
      if (rewritten) seen.clear();
      const range = last === undefined || rewritten ? [`--max-count=${firstLook}`, tip] : [`${last}..${tip}`];
      const format = `--format=%H%x1f%(trailers:key=${operationTrailer},valueonly,separator=%x1f)%x1e`;
      const out = await output(session, ['log', format, ...range, '--']);
      for (const record of out.toString('utf8').split('\x1e')) {
        const [commit = '', ...ids] = record.trim().split('\x1f');
        for (const id of ids) if (id !== '') seen.set(id, commit);
      }
      last = tip;
    },
  };
}
