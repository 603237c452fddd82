import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api';
import { type Columns, postgresColumns, sqliteColumns } from '../src/db/columns.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

function lastSnapshot(folder: string): unknown {
  const { entries } = read(join(folder, 'meta', '_journal.json')) as { entries: { idx: number }[] };
  const last = Math.max(...entries.map(({ idx }) => idx));
  return read(join(folder, 'meta', `${String(last).padStart(4, '0')}_snapshot.json`));
}

type Kit = {
  readonly draw: (tables: object) => unknown;
  readonly step: (from: never, to: never) => Promise<string[]>;
};

const kits: Record<'sqlite' | 'postgres', Kit & { columns: Columns }> = {
  sqlite: {
    columns: sqliteColumns,
    draw: (tables) => generateSQLiteDrizzleJson({ ...tables }),
    step: generateSQLiteMigration,
  },
  postgres: {
    columns: postgresColumns,
    draw: (tables) => generateDrizzleJson({ ...tables }),
    step: generateMigration,
  },
};

/** The statements that would bring a database from the last migration in `drizzle/` to the schema: none, if up to date. */
export async function missingMigration(
  root: string,
  dialect: 'sqlite' | 'postgres',
  schema: (columns: Columns) => object,
): Promise<string[]> {
  const kit = kits[dialect];
  const standing = lastSnapshot(join(root, 'drizzle', dialect));
  return await kit.step(standing as never, (await kit.draw(schema(kit.columns))) as never);
}
