import type { Columns } from '../../db/columns.ts';

export const digestTables = (_c: Columns) => ({});
