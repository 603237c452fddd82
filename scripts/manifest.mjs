// Writes manifest.yml from what the features declare: every command, shortcut, event and permission, and no more.
// With an address as argument it also names where Slack sends its requests: node scripts/manifest.mjs https://…
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

const { features } = await import('../src/features/index.ts');
const { manifestOf } = await import('../src/features/manifest.ts');
const path = join(import.meta.dirname, '..', 'manifest.yml');
const head =
  '# Made by "npm run manifest" from what the features declare. To use your own address:\n' +
  '# npm run manifest -- https://herald.example.com\n';
writeFileSync(path, head + stringify(manifestOf(features, process.argv[2]), { lineWidth: 110 }));
