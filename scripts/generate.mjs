// Writes the migrations of both dialects. drizzle-kit finds tables only as direct exports of a file, so the two
// files that name them are made here from src/schema.ts and thrown away afterwards.
// With --fresh the migrations are made anew as one; only for versions that nobody runs yet.
import { spawnSync } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { schema } = await import('../src/schema.ts');
const { postgresColumns, sqliteColumns } = await import('../src/db/columns.ts');
const root = join(import.meta.dirname, '..');
const dialects = [
  { dialect: 'sqlite', kit: 'sqlite', columns: 'sqliteColumns', tables: schema(sqliteColumns) },
  { dialect: 'postgres', kit: 'postgresql', columns: 'postgresColumns', tables: schema(postgresColumns) },
];
const fresh = process.argv.includes('--fresh');
const name = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? (fresh ? 'init' : undefined);
const folder = fresh ? 'drizzle.new' : 'drizzle';
let failed = false;
for (const { dialect, kit, columns, tables } of dialects) {
  const file = join(root, 'src', `schema.${dialect}.generated.ts`);
  writeFileSync(
    file,
    `import { ${columns} } from './db/columns.ts';\nimport { schema } from './schema.ts';\n` +
      `export const { ${Object.keys(tables).join(', ')} } = schema(${columns});\n`,
  );
  const args = [
    'drizzle-kit',
    'generate',
    '--dialect',
    kit,
    '--schema',
    file,
    '--out',
    `${folder}/${dialect}`,
  ];
  const made = spawnSync('npx', [...args, ...(name ? ['--name', name] : [])], {
    cwd: root,
    stdio: 'inherit',
  });
  rmSync(file);
  failed ||= made.status !== 0;
}
if (fresh && !failed) {
  rmSync(join(root, 'drizzle.old'), { recursive: true, force: true });
  renameSync(join(root, 'drizzle'), join(root, 'drizzle.old'));
  renameSync(join(root, folder), join(root, 'drizzle'));
  rmSync(join(root, 'drizzle.old'), { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
