// Bundles the program into dist/, unless the bundle is newer than every source file. It starts three times faster than
// the modules it is made of, and what a start does not need lies in files of its own that are not read.
import { existsSync, globSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** Bolt brings a receiver for Express with it. Herald has its own, and no web framework in the bundle. */
const withoutExpress = {
  name: 'without-express',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^express$/ }, ({ path }) => ({ path, namespace: 'nothing' }));
    onLoad({ filter: /^/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
  },
};

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist', 'herald.mjs');
const sources = [...globSync('src/**/*', { cwd: root }), 'package-lock.json'];
const newest = Math.max(...sources.map((file) => statSync(join(root, file)).mtimeMs));
const fresh = existsSync(out) && statSync(out).mtimeMs > newest;

if (!fresh || process.argv.includes('--force')) {
  const { metafile } = await build({
    metafile: true,
    entryPoints: { herald: join(root, 'src', 'main.ts') },
    outdir: join(root, 'dist'),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    // Names stay, so that a stack trace can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // Native code, and an optional part of pg that is not installed.
    external: ['better-sqlite3', 'pg-native'],
    plugins: [withoutExpress],
    loader: { '.json': 'json' },
    sourcemap: true,
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  // Parts of an older build.
  const made = new Set(Object.keys(metafile.outputs).map((file) => resolve(file)));
  for (const file of globSync('dist/parts/*', { cwd: root }))
    if (!made.has(join(root, file))) rmSync(join(root, file));
}
