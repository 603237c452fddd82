import { pathProblem } from '../names.ts';
import type { RefusedFile } from '../repository.ts';
import { maxFileBytes } from '../sections.ts';
import { attributeFiles, largeFilePaths } from './attributes.ts';
import { output, type Session } from './session.ts';

/** A file as it stands in a commit; `text` is undefined if there is none. */
export type Entry = { path: string; mode: string; text: string | undefined };

type Listed = { mode: string; oid: string };

const lfsAdvice = 'The file is stored with Git LFS; exclude it there (for instance `*.md -filter`).';
const lfsPointer = 'version https://git-lfs.github.com/spec/v1';

function withFolders(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

async function listed(session: Session, tip: string, paths: readonly string[]): Promise<Map<string, Listed>> {
  const all = [...new Set(paths.flatMap((path) => [...withFolders(path), ...attributeFiles(path)]))];
  const out = await output(session, ['ls-tree', '-z', '-t', '--full-tree', tip, '--', ...all]);
  const map = new Map<string, Listed>();
  for (const line of out.toString('utf8').split('\0')) {
    const [, mode, oid, path] = /^(\d{6}) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    if (mode !== undefined && oid !== undefined && path !== undefined) map.set(path, { mode, oid });
  }
  return map;
}

function obstacle(path: string, tree: ReadonlyMap<string, Listed>): string | undefined {
  for (const each of withFolders(path)) {
    const mode = tree.get(each)?.mode;
    const isFile = each === path;
    if (mode === '120000') return `"${each}" is a symbolic link; Herald does not write through links.`;
    if (mode === '160000') return `"${each}" is a submodule; let Herald write to that repository instead.`;
    if (isFile && mode === '040000') return `"${each}" is a folder.`;
    if (!isFile && mode !== undefined && mode !== '040000')
      return `"${each}" is a file, so nothing can be stored below it.`;
  }
  return undefined;
}

type Blob = { bytes: Buffer } | { tooLarge: true };

function parseBatch(out: Buffer): Map<string, Blob> {
  const blobs = new Map<string, Blob>();
  let at = 0;
  while (at < out.length) {
    const lineEnd = out.indexOf(10, at);
    if (lineEnd < 0) break;
    const [oid = '', kind, size] = out.subarray(at, lineEnd).toString('latin1').split(' ');
    at = lineEnd + 1;
    if (kind !== 'blob') continue;
    const end = at + Number(size);
    blobs.set(oid, end - at > maxFileBytes ? { tooLarge: true } : { bytes: out.subarray(at, end) });
    at = end + 1;
  }
  return blobs;
}

/** The contents of blobs by their oid; the remote sends those that the clone lacks. */
export async function readBlobs(session: Session, oids: readonly string[]): Promise<Map<string, Blob>> {
  if (oids.length === 0) return new Map();
  return parseBatch(await output(session, ['cat-file', '--batch'], { input: `${oids.join('\n')}\n` }));
}

/** The text of a blob, or why it may not be touched. */
export function decode(blob: Blob | undefined): { text: string } | { refusal: string } {
  if (blob === undefined) return { refusal: 'The file could not be read from the remote.' };
  if ('tooLarge' in blob) return { refusal: 'The file is larger than 1 MB.' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(blob.bytes);
    if (!text.startsWith(lfsPointer)) return { text };
    return { refusal: lfsAdvice };
  } catch {
    return { refusal: 'The file is not UTF-8; convert it first.' };
  }
}

/** Reads the files of a batch at a commit; what stands in the way of a path is said before anything is built. */
export async function readEntries(
  session: Session,
  tip: string | undefined,
  paths: readonly string[],
): Promise<{ entries: Entry[]; refused: RefusedFile[] }> {
  const refused: RefusedFile[] = [];
  const sound = paths.filter((path) => {
    const problem = pathProblem(path);
    if (problem !== undefined) refused.push({ path, reason: `The path ${problem}.` });
    return problem === undefined;
  });
  const absent = (path: string): Entry => ({ path, mode: '100644', text: undefined });
  if (tip === undefined || sound.length === 0) return { entries: sound.map(absent), refused };
  const tree = await listed(session, tip, sound);
  const clear = sound.filter((path) => {
    const reason = obstacle(path, tree);
    if (reason !== undefined) refused.push({ path, reason });
    return reason === undefined;
  });
  const added = clear.filter(
    (path) => !tree.has(path) && attributeFiles(path).some((file) => tree.has(file)),
  );
  const large = added.length === 0 ? new Set<string>() : await largeFilePaths(session, tip, added);
  const blobs = await readBlobs(
    session,
    clear.flatMap((path) => tree.get(path)?.oid ?? []),
  );
  const entries: Entry[] = [];
  for (const path of clear) {
    const found = tree.get(path);
    const content = found === undefined ? undefined : decode(blobs.get(found.oid));
    if (large.has(path)) refused.push({ path, reason: lfsAdvice });
    else if (found === undefined || content === undefined) entries.push(absent(path));
    else if ('refusal' in content) refused.push({ path, reason: content.refusal });
    else entries.push({ path, mode: found.mode, text: content.text });
  }
  return { entries, refused };
}
