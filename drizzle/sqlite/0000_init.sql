CREATE TABLE `acknowledgements` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`release` text NOT NULL,
	`person` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `acknowledgements_person` ON `acknowledgements` (`release`,`person`);--> statement-breakpoint
CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`release` text NOT NULL,
	`channels` integer NOT NULL,
	`people` integer NOT NULL,
	`send_at` integer NOT NULL,
	`finished_at` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `announcements_release` ON `announcements` (`workspace`,`release`);--> statement-breakpoint
CREATE TABLE `bug_history` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`bug` text NOT NULL,
	`at` integer NOT NULL,
	`name` text NOT NULL,
	`did` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `bug_history_bug` ON `bug_history` (`bug`,`at`);--> statement-breakpoint
CREATE TABLE `bug_reporters` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`bug` text NOT NULL,
	`person` text NOT NULL,
	`name` text NOT NULL,
	`by_way` text NOT NULL,
	`at` integer NOT NULL,
	`solved` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bug_reporters_person` ON `bug_reporters` (`bug`,`person`,`by_way`);--> statement-breakpoint
CREATE TABLE `bugs` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`severity` text,
	`release` text,
	`assignee` text,
	`assignee_name` text,
	`duplicate_of` text,
	`fixed_in` text,
	`story` text NOT NULL,
	`said_by` text,
	`said_by_name` text,
	`private` integer NOT NULL,
	`source_id` text NOT NULL,
	`place` text NOT NULL,
	`thread` text,
	`link` text,
	`path` text NOT NULL,
	`alike` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`triaged_at` integer,
	`fixes` integer NOT NULL,
	`triages` integer NOT NULL,
	`changes` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bugs_number` ON `bugs` (`product`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `bugs_source` ON `bugs` (`workspace`,`source_id`);--> statement-breakpoint
CREATE INDEX `bugs_duplicates` ON `bugs` (`workspace`,`duplicate_of`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`release` text,
	`kind` text NOT NULL,
	`why` text NOT NULL,
	`risks` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` integer NOT NULL,
	`review_on` text
);
--> statement-breakpoint
CREATE INDEX `decisions_made` ON `decisions` (`workspace`,`product`,`decided_at`);--> statement-breakpoint
CREATE TABLE `digest_plans` (
	`product` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`cron` text NOT NULL,
	`next_at` integer NOT NULL,
	`set_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `digest_plans_next` ON `digest_plans` (`next_at`);--> statement-breakpoint
CREATE TABLE `digests` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`week` text NOT NULL,
	`number` integer NOT NULL,
	`posted_at` integer NOT NULL,
	`seen` text NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `digests_number` ON `digests` (`product`,`number`);--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`path` text NOT NULL,
	`wanted` integer NOT NULL,
	`standing` integer NOT NULL,
	`why` text NOT NULL,
	`operation` text,
	`drawn` text,
	`begun` integer,
	`stale_since` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`refusal` text,
	`commit_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_path` ON `documents` (`product`,`path`);--> statement-breakpoint
CREATE INDEX `documents_due` ON `documents` (`due_at`);--> statement-breakpoint
CREATE TABLE `feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`release` text,
	`person` text,
	`speaker` text,
	`text` text NOT NULL,
	`about` text,
	`source` text NOT NULL,
	`source_id` text NOT NULL,
	`link` text,
	`quotable` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feedback_source` ON `feedback` (`workspace`,`source_id`);--> statement-breakpoint
CREATE INDEX `feedback_created` ON `feedback` (`workspace`,`product`,`created_at`);--> statement-breakpoint
CREATE INDEX `feedback_counted` ON `feedback` (`workspace`,`product`,`release`,`person`,`source`,`about`,`quotable`);--> statement-breakpoint
CREATE INDEX `feedback_quotable` ON `feedback` (`workspace`,`product`,`release`,`about`,`created_at`) WHERE "feedback"."quotable";--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`line` text NOT NULL,
	`body` text,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`error` text,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `inbox_state` ON `inbox` (`state`,`received_at`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`next_at` integer NOT NULL,
	`last_at` integer,
	`error` text
);
--> statement-breakpoint
CREATE TABLE `products` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`name` text NOT NULL,
	`announce_channel` text,
	`remote` text,
	`branch` text,
	`folder` text NOT NULL,
	`roles` text NOT NULL,
	`timezone` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_name` ON `products` (`workspace`,`name`);--> statement-breakpoint
CREATE TABLE `publications` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`key` text NOT NULL,
	`destination` text NOT NULL,
	`thread_key` text,
	`thread_ts` text,
	`message` text NOT NULL,
	`group_id` text,
	`asker` text,
	`urgent` integer NOT NULL,
	`state` text NOT NULL,
	`wanted` integer NOT NULL,
	`standing` integer NOT NULL,
	`channel` text,
	`ts` text,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`sent_at` integer,
	`looked_at` integer,
	`failing_since` integer,
	`error` text,
	`place` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `publications_key` ON `publications` (`workspace`,`key`);--> statement-breakpoint
CREATE INDEX `publications_due` ON `publications` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `publications_group` ON `publications` (`workspace`,`group_id`,`state`);--> statement-breakpoint
CREATE INDEX `publications_message` ON `publications` (`workspace`,`channel`,`ts`);--> statement-breakpoint
CREATE TABLE `releases` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`version` text NOT NULL,
	`title` text NOT NULL,
	`stage` text NOT NULL,
	`state` text NOT NULL,
	`notes` text NOT NULL,
	`how_to` text NOT NULL,
	`rollback` text NOT NULL,
	`planned_for` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`announced_at` integer,
	`announced_by` text,
	`changes` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `releases_version` ON `releases` (`product`,`version`);--> statement-breakpoint
CREATE INDEX `releases_created` ON `releases` (`workspace`,`product`,`created_at`);--> statement-breakpoint
CREATE TABLE `reminders` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`what` text NOT NULL,
	`channels` text NOT NULL,
	`people` text NOT NULL,
	`when_due` text NOT NULL,
	`timezone` text NOT NULL,
	`next_at` integer,
	`last_at` integer,
	`snoozed` integer NOT NULL,
	`sent` integer NOT NULL,
	`stopped_at` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`changes` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reminders_due` ON `reminders` (`stopped_at`,`next_at`);--> statement-breakpoint
CREATE INDEX `reminders_product` ON `reminders` (`workspace`,`product`);--> statement-breakpoint
CREATE TABLE `sections` (
	`id` text PRIMARY KEY NOT NULL,
	`product` text NOT NULL,
	`path` text NOT NULL,
	`section` text NOT NULL,
	`base` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sections_place` ON `sections` (`product`,`path`,`section`);--> statement-breakpoint
CREATE TABLE `seen` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `seen_at` ON `seen` (`at`);--> statement-breakpoint
CREATE TABLE `survey_answers` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`survey` text NOT NULL,
	`person` text,
	`answers` text NOT NULL,
	`at` integer,
	`released` integer NOT NULL,
	`late` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `survey_answers_once` ON `survey_answers` (`survey`,`person`);--> statement-breakpoint
CREATE INDEX `survey_answers_release` ON `survey_answers` (`survey`,`released`);--> statement-breakpoint
CREATE TABLE `survey_asked` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`survey` text NOT NULL,
	`destination` text NOT NULL,
	`person` text,
	`send_at` integer NOT NULL,
	`sent_at` integer,
	`failed` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `survey_asked_once` ON `survey_asked` (`survey`,`destination`);--> statement-breakpoint
CREATE INDEX `survey_asked_person` ON `survey_asked` (`workspace`,`person`,`send_at`);--> statement-breakpoint
CREATE INDEX `survey_asked_due` ON `survey_asked` (`sent_at`,`send_at`);--> statement-breakpoint
CREATE TABLE `survey_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`author` text NOT NULL,
	`settings` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `survey_nudges` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`survey` text NOT NULL,
	`person` text NOT NULL,
	`kind` text NOT NULL,
	`due_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `survey_nudges_once` ON `survey_nudges` (`survey`,`person`,`kind`);--> statement-breakpoint
CREATE INDEX `survey_nudges_due` ON `survey_nudges` (`sent_at`,`due_at`);--> statement-breakpoint
CREATE TABLE `survey_tokens` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`survey` text NOT NULL,
	`token` text NOT NULL,
	`taken_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `survey_tokens_once` ON `survey_tokens` (`survey`,`token`);--> statement-breakpoint
CREATE TABLE `surveys` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`product` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`template` text NOT NULL,
	`release` text,
	`about` text NOT NULL,
	`questions` text NOT NULL,
	`anonymous` integer NOT NULL,
	`salt` text,
	`state` text NOT NULL,
	`author` text NOT NULL,
	`timezone` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`closes_at` integer,
	`closed_at` integer,
	`paused_at` integer,
	`remind_at` integer,
	`reminded_at` integer,
	`asked` integer NOT NULL,
	`to_channel` integer NOT NULL,
	`answered` integer NOT NULL,
	`shown_answered` integer NOT NULL,
	`shared` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `surveys_number` ON `surveys` (`product`,`number`);--> statement-breakpoint
CREATE INDEX `surveys_due` ON `surveys` (`state`,`closes_at`);--> statement-breakpoint
CREATE TABLE `workspaces` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`token` text,
	`bot_user` text NOT NULL,
	`bot_id` text,
	`installer` text,
	`installed_at` integer NOT NULL,
	`removed_at` integer
);
