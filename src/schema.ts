import type { Columns } from './db/columns.ts';
import { announcementTables } from './features/announcements/table.ts';
import { bugTables } from './features/bugs/table.ts';
import { decisionTables } from './features/decisions/table.ts';
import { digestTables } from './features/digest/table.ts';
import { feedbackTables } from './features/feedback/table.ts';
import { productTables } from './features/products/table.ts';
import { releaseTables } from './features/releases/table.ts';
import { reminderTables } from './features/reminders/table.ts';
import { surveyTables } from './features/surveys/table.ts';
import { jobTables } from './jobs/table.ts';
import { outboxTables } from './outbox/table.ts';
import { slackTables } from './slack/table.ts';

/** Every table of Herald, for the migrations. */
export const schema = (c: Columns) => ({
  ...slackTables(c),
  ...outboxTables(c),
  ...jobTables(c),
  ...productTables(c),
  ...releaseTables(c),
  ...announcementTables(c),
  ...surveyTables(c),
  ...feedbackTables(c),
  ...bugTables(c),
  ...decisionTables(c),
  ...reminderTables(c),
  ...digestTables(c),
});
