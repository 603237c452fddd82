import type { Columns } from '../../db/columns.ts';

export const announcementTables = (_c: Columns) => ({});
