// Takes the README's pictures from the pages of the last demo: npm run demo && npm run pictures
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const WIDTH = 640;
const pictures = [
  { name: 'announcement', page: 'channel-beta-testers', words: 'announced by' },
  { name: 'survey', page: 'channel-beta-testers', words: 'S1 How is', last: true },
  { name: 'bug', page: 'channel-beta-testers', words: 'BUG-1' },
  { name: 'digest', page: 'channel-general', words: 'Digest of' },
];

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const quiet = ['--disable-component-update', '--disable-sync', '--no-first-run', '--hide-scrollbars'];
const chromium = (args) =>
  execFileSync(
    CHROMIUM,
    [...flags, ...quiet, `--user-data-dir=${mkdtempSync(join(tmpdir(), 'pictures-'))}`, ...args],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );

for (const { name, page, words, last } of pictures) {
  const only = `<style>header.bar, main > h1 { display: none } main { padding: 8px 16px; margin: 0; max-width: none }</style>
<script>
  const all = [...document.querySelectorAll('main > .message')].filter((one) => one.textContent.includes(${JSON.stringify(words)}));
  const keep = ${last ? 'all.at(-1)' : 'all[0]'};
  for (const one of document.querySelectorAll('main > *')) if (one !== keep) one.remove();
  document.body.dataset.height = Math.ceil(document.querySelector('main').getBoundingClientRect().height);
</script></body>`;
  const file = join(mkdtempSync(join(tmpdir(), 'pictures-')), 'page.html');
  const source = readFileSync(join(root, 'demo-output', 'slack', `${page}.html`), 'utf8');
  writeFileSync(file, source.replace('</body>', only));
  const size = (height) => [`--window-size=${WIDTH},${height}`, `file://${file}`];
  const height = /data-height="(\d+)"/.exec(chromium(['--dump-dom', ...size(800)]))?.[1] ?? 800;
  chromium([
    `--screenshot=${join(root, 'docs', 'pictures', `${name}.png`)}`,
    '--force-device-scale-factor=1.5',
    ...size(height),
  ]);
}
