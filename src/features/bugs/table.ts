import type { Columns } from '../../db/columns.ts';

export const bugTables = (_c: Columns) => ({});
