import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { output, type Session } from './session.ts';

/** Where the attributes of a path may be set: the root and each folder above it. */
export function attributeFiles(path: string): string[] {
  const folders = path.split('/').slice(0, -1);
  const prefixes = folders.map((_, index) => `${folders.slice(0, index + 1).join('/')}/`);
  return ['', ...prefixes].map((prefix) => `${prefix}.gitattributes`);
}

/** Those paths whose contents a commit's attributes send to Git LFS. */
export async function largeFilePaths(
  session: Session,
  tip: string,
  paths: readonly string[],
): Promise<Set<string>> {
  // Only an index can tell the attributes of a bare clone before git 2.43.
  const env = { GIT_INDEX_FILE: join(session.gitDir, 'herald-attributes') };
  try {
    await output(session, ['read-tree', tip], { env });
    const asked = { env, input: `${paths.join('\0')}\0` };
    const out = await output(session, ['check-attr', '--cached', '-z', '--stdin', 'filter'], asked);
    const tokens = out.toString('utf8').split('\0');
    return new Set(tokens.filter((_, index) => index % 3 === 0 && tokens[index + 2] === 'lfs'));
  } finally {
    await rm(env.GIT_INDEX_FILE, { force: true });
  }
}
