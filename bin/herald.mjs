#!/usr/bin/env node
// Starts Herald on a Node that can run it: the one that came with the packages, when this one is too old.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const program = at('../dist/herald.mjs');
const packaged = at('../node_modules/.bin/node');

if (!existsSync(program)) {
  console.error('Herald is not built yet. Run: npm run build');
  process.exitCode = 1;
} else if (major > 22 || (major === 22 && minor >= 18)) {
  // What was compiled once is found again at the next start.
  module.enableCompileCache?.();
  process.argv.splice(1, 1, program);
  await import('../dist/herald.mjs');
} else if (existsSync(packaged)) {
  const child = spawn(packaged, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Whoever stops this process means that one.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  console.error(
    `Herald needs Node 22.18 or newer; this is ${process.versions.node}. Install it from https://nodejs.org/`,
  );
  process.exitCode = 1;
}
