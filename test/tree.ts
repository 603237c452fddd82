import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** Source files by their path from the root, with their text. */
export type Tree = ReadonlyMap<string, string>;

/** One import, as a pair of paths from the root; one of types only leaves nothing in the running program. */
export type Import = { readonly from: string; readonly to: string; readonly typesOnly: boolean };

/** Reads the TypeScript files below some folders of the project. */
export async function readTree(root: string, ...folders: string[]): Promise<Tree> {
  const tree = new Map<string, string>();
  for (const folder of folders)
    for await (const path of glob(`${folder}/**/*.ts`, { cwd: root }))
      tree.set(path.split('\\').join('/'), readFileSync(join(root, path), 'utf8'));
  return tree;
}

const IMPORT =
  /^\s*(?:import|export)\s(type\s)?(?:[^'"`;]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

/** The relative imports of all files: static, type-only, re-exported and dynamic. */
export const importsOf = (tree: Tree): Import[] =>
  [...tree].flatMap(([from, text]) =>
    [...text.matchAll(IMPORT)].flatMap(([, types, still, dynamic]) => {
      const path = still ?? dynamic ?? '';
      if (!path.startsWith('.')) return [];
      return [{ from, to: posix.join(posix.dirname(from), path), typesOnly: types !== undefined }];
    }),
  );
