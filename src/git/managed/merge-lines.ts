import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../run.ts';

/** Longer than any line of marks that a person would type. */
const MARK = 60;
const [OURS, BASE, SPLIT, THEIRS] = ['<', '|', '=', '>'].map((sign) => sign.repeat(MARK));

type Clash = { readonly ours: string[]; readonly base: string[]; readonly theirs: string[] };

/** Takes one clash apart, from its first mark on; answers with it and the number of lines it took. */
function clashAt(lines: readonly string[], from: number): { clash: Clash; length: number } {
  const clash: Clash = { ours: [], base: [], theirs: [] };
  let side: keyof Clash = 'ours';
  for (let at = from + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.startsWith(`${THEIRS} `)) return { clash, length: at - from + 1 };
    if (line.startsWith(`${BASE} `)) side = 'base';
    else if (line === SPLIT) side = 'theirs';
    else clash[side].push(line);
  }
  throw new Error('git left a conflict open.');
}

/** Lines that both only added stand both, the person's first; anything else that clashes is a conflict. */
function withoutClashes(text: string): string | undefined {
  const lines = text.split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!line.startsWith(`${OURS} `)) {
      out.push(line);
      continue;
    }
    const { clash, length } = clashAt(lines, at);
    if (clash.base.length > 0) return undefined;
    out.push(...clash.theirs, ...clash.ours);
    at += length - 1;
  }
  return out.join('\n');
}

/** Merges two texts that come from one base, line by line; undefined if they changed the same lines. */
export async function mergeLines(base: string, ours: string, theirs: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'herald-merge-'));
  try {
    const names = { ours, base, theirs };
    for (const [name, text] of Object.entries(names)) await writeFile(join(folder, name), `${text}\n`);
    const args = ['merge-file', '-p', '-q', '--diff3', `--marker-size=${MARK}`, 'ours', 'base', 'theirs'];
    const result = await git(args, { cwd: folder });
    // The status is the number of clashes; from 128 on git itself has failed.
    if (result.code === null || result.code < 0 || result.code >= 128) return undefined;
    return withoutClashes(result.stdout.toString('utf8'))?.replace(/\n$/, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
