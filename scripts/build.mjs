// Bundles the program into dist/, unless the bundle is newer than every source file. One file starts three times
// faster than the modules it is made of.
import { existsSync, globSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist', 'herald.mjs');
const sources = [...globSync('src/**/*', { cwd: root }), 'package-lock.json'];
const newest = Math.max(...sources.map((file) => statSync(join(root, file)).mtimeMs));
const fresh = existsSync(out) && statSync(out).mtimeMs > newest;

if (!fresh || process.argv.includes('--force')) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  await build({
    entryPoints: [join(root, 'src', 'main.ts')],
    outfile: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // Native code, and an optional part of pg that is not installed.
    external: ['better-sqlite3', 'pg-native'],
    loader: { '.json': 'json' },
    sourcemap: true,
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}
