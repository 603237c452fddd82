import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package that this file, or the bundle made of it, belongs to. */
export const packageFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'drizzle'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('The folder drizzle/ with the migrations is missing beside the program.');
    folder = parent;
  }
  return folder;
};

/** Where the generated migrations of one dialect stand. */
export const migrationsFolder = (dialect: 'sqlite' | 'postgres'): string =>
  join(packageFolder(), 'drizzle', dialect);
