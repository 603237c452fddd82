import type { Columns } from '../../db/columns.ts';

export const decisionTables = (_c: Columns) => ({});
