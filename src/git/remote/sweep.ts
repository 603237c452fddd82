import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const staleLockMs = 10 * 60 * 1000;
const leftover = /^(tmp_(pack|idx|obj|rev|bitmap)_.*|fast_import_crash_\d+)$/;

/** Removes what a killed git left in a clone: unfinished packs, and locks older than ten minutes. */
export async function sweep(gitDir: string, now: number): Promise<string[]> {
  const removed: string[] = [];
  const entries = await readdir(gitDir, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const lock = entry.name.endsWith('.lock');
    if (!lock && !leftover.test(entry.name)) continue;
    const age = now - (await stat(path).catch(() => ({ mtimeMs: now }))).mtimeMs;
    if (lock && age < staleLockMs) continue;
    await rm(path, { force: true });
    removed.push(path);
  }
  return removed;
}
