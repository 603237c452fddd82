import type { Columns } from '../../db/columns.ts';

export const feedbackTables = (_c: Columns) => ({});
