import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../run.ts';

/** Merges two texts that come from one base, line by line; undefined if they changed the same lines. */
export async function mergeLines(base: string, ours: string, theirs: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'herald-merge-'));
  try {
    const names = { ours, base, theirs };
    for (const [name, text] of Object.entries(names)) await writeFile(join(folder, name), `${text}\n`);
    const result = await git(['merge-file', '-p', '-q', 'ours', 'base', 'theirs'], { cwd: folder });
    return result.code === 0 ? result.stdout.toString('utf8').replace(/\n$/, '') : undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
