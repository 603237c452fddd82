import type { Columns } from '../../db/columns.ts';

export const surveyTables = (_c: Columns) => ({});
