import type { Columns } from '../../db/columns.ts';

export const reminderTables = (_c: Columns) => ({});
