import type { RefusedFile } from '../repository.ts';
import { type Entry, readEntries } from './entries.ts';
import type { NewFile } from './render.ts';
import type { Session } from './session.ts';

const maxTextLength = 8 * 1024 * 1024;

/** The files of the newest commit that were read or written lately, so that git need not be asked again. */
export type Shelf = {
  read(
    tip: string | undefined,
    paths: readonly string[],
  ): Promise<{ entries: Entry[]; refused: RefusedFile[] }>;
  /** Tells that a commit was made of nothing but these files on top of the one last read. */
  moved(commit: string, files: readonly NewFile[]): void;
};

/** Keeps at most eight million characters; forgets all of them when the branch moves by others. */
export function openShelf(session: Session): Shelf {
  let at: string | undefined;
  const kept = new Map<string, Entry>();
  const keep = (entries: readonly Entry[]) => {
    for (const entry of entries) kept.set(entry.path, entry);
    let size = 0;
    for (const { text } of kept.values()) size += text?.length ?? 0;
    if (size > maxTextLength) kept.clear();
  };
  return {
    read: async (tip, paths) => {
      if (tip !== at) kept.clear();
      at = tip;
      const known = paths.flatMap((path) => kept.get(path) ?? []);
      const names = new Set(known.map(({ path }) => path));
      const asked = await readEntries(
        session,
        tip,
        paths.filter((path) => !names.has(path)),
      );
      keep(asked.entries);
      return { entries: [...known, ...asked.entries], refused: asked.refused };
    },
    moved: (commit, files) => {
      at = commit;
      keep(files);
      // A new file may stand where a folder was thought to be free.
      for (const [path, { text }] of kept) if (text === undefined) kept.delete(path);
    },
  };
}
