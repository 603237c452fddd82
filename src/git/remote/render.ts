import type { FileChange, RefusedFile } from '../repository.ts';
import { maxFileBytes } from '../sections.ts';
import type { Entry } from './entries.ts';

/** A file's new text, with the mode it keeps. */
export type NewFile = { path: string; mode: string; text: string };

/** What a request makes of the files of one commit. */
export type Plan = { files: NewFile[]; kept: string[]; refused: RefusedFile[] };

type Read = (paths: readonly string[]) => Promise<{ entries: Entry[]; refused: RefusedFile[] }>;

/** Calls every change with the text of its file as `read` finds it; nothing is stored yet. */
export async function plan(read: Read, changes: readonly FileChange[]): Promise<Plan> {
  const paths = [...new Set(changes.map(({ path }) => path))];
  const { entries, refused } = await read(paths);
  const out: Plan = { files: [], kept: [], refused };
  for (const entry of entries) await renderFile(entry, changes, out);
  return out;
}

/** Several changes of one file are applied one after the other; one refusal leaves the file alone. */
async function renderFile(entry: Entry, changes: readonly FileChange[], out: Plan): Promise<void> {
  const { path, mode } = entry;
  let text = entry.text;
  for (const change of changes.filter((each) => each.path === path)) {
    const rendered = await change.render(text);
    if (rendered.kind === 'refuse') {
      out.refused.push({ path, reason: rendered.reason });
      return;
    }
    if (rendered.kind === 'write') text = rendered.text.toWellFormed();
  }
  if (text === undefined || text === entry.text) out.kept.push(path);
  else if (Buffer.byteLength(text) > maxFileBytes)
    out.refused.push({ path, reason: 'The file would grow over 1 MB.' });
  else out.files.push({ path, mode, text });
}
