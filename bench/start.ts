// From the start of the process to its first answer, and the memory it then holds: the built Herald beside an app of
// Bolt's that does nothing, bundled in the same way and as it is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startLocalSlack } from '../src/localslack/index.ts';
import { median, startChild } from './children.ts';

const RUNS = Number(process.argv[2] ?? 7);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'herald-bench-'));
const plain = join(import.meta.dirname, 'servers', 'bolt.ts');
const bundled = join(root, 'dist', 'bench-bolt.mjs');
await build({
  entryPoints: [plain],
  outfile: bundled,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
const slack = await startLocalSlack();
const environment = {
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_API_URL: slack.apiUrl,
  LOG_LEVEL: 'warn',
};
const rivals = [
  { name: 'Herald, built', args: [join(root, 'bin', 'herald.mjs'), 'start'], path: '/readyz' },
  { name: 'bare Bolt, bundled', args: [bundled], path: '/' },
  { name: 'bare Bolt, as it is', args: [plain], path: '/' },
];
const figures = new Map(rivals.map(({ name }) => [name, { ms: [] as number[], mb: [] as number[] }]));
for (let run = 0; run < RUNS; run += 1)
  for (const { name, args, path } of rivals) {
    const database = { DATABASE_URL: `file:${join(folder, 'herald.db')}` };
    const child = await startChild(args, { ...environment, ...database }, path);
    figures.get(name)?.ms.push(child.startedIn);
    figures.get(name)?.mb.push(child.rss());
    await child.stop();
  }
const floor = figures.get('bare Bolt, bundled');
for (const [name, { ms, mb }] of figures) {
  const ratios = floor ? [median(ms) / median(floor.ms), median(mb) / median(floor.mb)] : [];
  const [time, memory] = ratios.map((ratio) => `${ratio.toFixed(2)} x`);
  console.log(
    `${name.padEnd(20)} ready in ${median(ms).toFixed(0)} ms (${time}), ${median(mb).toFixed(0)} MB (${memory})`,
  );
}
console.log(`Medians of ${RUNS} interleaved runs, against bare Bolt bundled. Goal: at most 1.3 x.`);
await slack.stop();
rmSync(bundled);
rmSync(folder, { recursive: true, force: true });
