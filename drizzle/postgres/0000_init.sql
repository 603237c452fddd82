CREATE TABLE "acknowledgements" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"release" text NOT NULL,
	"person" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"release" text NOT NULL,
	"channels" integer NOT NULL,
	"people" integer NOT NULL,
	"send_at" bigint NOT NULL,
	"finished_at" bigint,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bug_history" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"bug" text NOT NULL,
	"at" bigint NOT NULL,
	"name" text NOT NULL,
	"did" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bug_reporters" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"bug" text NOT NULL,
	"person" text NOT NULL,
	"name" text NOT NULL,
	"by_way" text NOT NULL,
	"at" bigint NOT NULL,
	"solved" text
);
--> statement-breakpoint
CREATE TABLE "bugs" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"severity" text,
	"release" text,
	"assignee" text,
	"assignee_name" text,
	"duplicate_of" text,
	"fixed_in" text,
	"story" text NOT NULL,
	"said_by" text,
	"said_by_name" text,
	"private" boolean NOT NULL,
	"source_id" text NOT NULL,
	"place" text NOT NULL,
	"thread" text,
	"link" text,
	"path" text NOT NULL,
	"alike" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"triaged_at" bigint,
	"fixes" integer NOT NULL,
	"triages" integer NOT NULL,
	"changes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"release" text,
	"kind" text NOT NULL,
	"why" text NOT NULL,
	"risks" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" bigint NOT NULL,
	"review_on" text
);
--> statement-breakpoint
CREATE TABLE "digest_plans" (
	"product" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"cron" text NOT NULL,
	"next_at" bigint NOT NULL,
	"set_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"week" text NOT NULL,
	"number" integer NOT NULL,
	"posted_at" bigint NOT NULL,
	"seen" jsonb NOT NULL,
	"content" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"path" text NOT NULL,
	"wanted" integer NOT NULL,
	"standing" integer NOT NULL,
	"why" text NOT NULL,
	"operation" text,
	"drawn" jsonb,
	"begun" integer,
	"stale_since" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"refusal" text,
	"commit_id" text
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"release" text,
	"person" text,
	"speaker" text,
	"text" text NOT NULL,
	"about" text,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"link" text,
	"quotable" boolean NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"line" text NOT NULL,
	"body" jsonb,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"error" text,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"name" text PRIMARY KEY NOT NULL,
	"next_at" bigint NOT NULL,
	"last_at" bigint,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"name" text NOT NULL,
	"announce_channel" text,
	"remote" text,
	"branch" text,
	"folder" text NOT NULL,
	"roles" jsonb NOT NULL,
	"timezone" text NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"key" text NOT NULL,
	"destination" text NOT NULL,
	"thread_key" text,
	"thread_ts" text,
	"message" jsonb NOT NULL,
	"group_id" text,
	"asker" text,
	"urgent" boolean NOT NULL,
	"state" text NOT NULL,
	"wanted" integer NOT NULL,
	"standing" integer NOT NULL,
	"channel" text,
	"ts" text,
	"attempts" integer NOT NULL,
	"due_at" bigint NOT NULL,
	"sent_at" bigint,
	"looked_at" bigint,
	"failing_since" bigint,
	"error" text,
	"place" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"version" text NOT NULL,
	"title" text NOT NULL,
	"stage" text NOT NULL,
	"state" text NOT NULL,
	"notes" text NOT NULL,
	"how_to" text NOT NULL,
	"rollback" text NOT NULL,
	"planned_for" text,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"announced_at" bigint,
	"announced_by" text,
	"changes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"what" text NOT NULL,
	"channels" jsonb NOT NULL,
	"people" jsonb NOT NULL,
	"when_due" jsonb NOT NULL,
	"timezone" text NOT NULL,
	"next_at" bigint,
	"last_at" bigint,
	"snoozed" boolean NOT NULL,
	"sent" integer NOT NULL,
	"stopped_at" bigint,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"changes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sections" (
	"id" text PRIMARY KEY NOT NULL,
	"product" text NOT NULL,
	"path" text NOT NULL,
	"section" text NOT NULL,
	"base" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seen" (
	"id" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "survey_answers" (
	"id" bigint PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"survey" text NOT NULL,
	"person" text,
	"answers" jsonb NOT NULL,
	"at" bigint,
	"released" boolean NOT NULL,
	"late" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "survey_asked" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"survey" text NOT NULL,
	"destination" text NOT NULL,
	"person" text,
	"send_at" bigint NOT NULL,
	"sent_at" bigint,
	"failed" text
);
--> statement-breakpoint
CREATE TABLE "survey_drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"author" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "survey_nudges" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"survey" text NOT NULL,
	"person" text NOT NULL,
	"kind" text NOT NULL,
	"due_at" bigint NOT NULL,
	"sent_at" bigint
);
--> statement-breakpoint
CREATE TABLE "survey_tokens" (
	"id" bigint PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"survey" text NOT NULL,
	"token" text NOT NULL,
	"taken_at" bigint
);
--> statement-breakpoint
CREATE TABLE "surveys" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"product" text NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"template" text NOT NULL,
	"release" text,
	"about" text NOT NULL,
	"questions" jsonb NOT NULL,
	"anonymous" boolean NOT NULL,
	"salt" text,
	"state" text NOT NULL,
	"author" text NOT NULL,
	"timezone" text NOT NULL,
	"created_at" bigint NOT NULL,
	"sent_at" bigint,
	"closes_at" bigint,
	"closed_at" bigint,
	"paused_at" bigint,
	"remind_at" bigint,
	"reminded_at" bigint,
	"asked" integer NOT NULL,
	"to_channel" boolean NOT NULL,
	"answered" integer NOT NULL,
	"shown_answered" integer NOT NULL,
	"shared" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"token" text,
	"bot_user" text NOT NULL,
	"bot_id" text,
	"installer" text,
	"installed_at" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE UNIQUE INDEX "acknowledgements_person" ON "acknowledgements" USING btree ("release","person");--> statement-breakpoint
CREATE INDEX "announcements_release" ON "announcements" USING btree ("workspace","release");--> statement-breakpoint
CREATE INDEX "bug_history_bug" ON "bug_history" USING btree ("bug","at");--> statement-breakpoint
CREATE UNIQUE INDEX "bug_reporters_person" ON "bug_reporters" USING btree ("bug","person","by_way");--> statement-breakpoint
CREATE UNIQUE INDEX "bugs_number" ON "bugs" USING btree ("product","number");--> statement-breakpoint
CREATE UNIQUE INDEX "bugs_source" ON "bugs" USING btree ("workspace","source_id");--> statement-breakpoint
CREATE INDEX "bugs_duplicates" ON "bugs" USING btree ("workspace","duplicate_of");--> statement-breakpoint
CREATE INDEX "decisions_made" ON "decisions" USING btree ("workspace","product","decided_at");--> statement-breakpoint
CREATE INDEX "digest_plans_next" ON "digest_plans" USING btree ("next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "digests_number" ON "digests" USING btree ("product","number");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_path" ON "documents" USING btree ("product","path");--> statement-breakpoint
CREATE INDEX "documents_due" ON "documents" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "feedback_source" ON "feedback" USING btree ("workspace","source_id");--> statement-breakpoint
CREATE INDEX "feedback_created" ON "feedback" USING btree ("workspace","product","created_at");--> statement-breakpoint
CREATE INDEX "feedback_counted" ON "feedback" USING btree ("workspace","product","release","person","source","about","quotable");--> statement-breakpoint
CREATE INDEX "feedback_quotable" ON "feedback" USING btree ("workspace","product","release","about","created_at") WHERE "feedback"."quotable";--> statement-breakpoint
CREATE INDEX "inbox_state" ON "inbox" USING btree ("state","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "products_name" ON "products" USING btree ("workspace","name");--> statement-breakpoint
CREATE UNIQUE INDEX "publications_key" ON "publications" USING btree ("workspace","key");--> statement-breakpoint
CREATE INDEX "publications_due" ON "publications" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "publications_group" ON "publications" USING btree ("workspace","group_id","state");--> statement-breakpoint
CREATE INDEX "publications_message" ON "publications" USING btree ("workspace","channel","ts");--> statement-breakpoint
CREATE UNIQUE INDEX "releases_version" ON "releases" USING btree ("product","version");--> statement-breakpoint
CREATE INDEX "releases_created" ON "releases" USING btree ("workspace","product","created_at");--> statement-breakpoint
CREATE INDEX "reminders_due" ON "reminders" USING btree ("stopped_at","next_at");--> statement-breakpoint
CREATE INDEX "reminders_product" ON "reminders" USING btree ("workspace","product");--> statement-breakpoint
CREATE UNIQUE INDEX "sections_place" ON "sections" USING btree ("product","path","section");--> statement-breakpoint
CREATE INDEX "seen_at" ON "seen" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "survey_answers_once" ON "survey_answers" USING btree ("survey","person");--> statement-breakpoint
CREATE INDEX "survey_answers_release" ON "survey_answers" USING btree ("survey","released");--> statement-breakpoint
CREATE UNIQUE INDEX "survey_asked_once" ON "survey_asked" USING btree ("survey","destination");--> statement-breakpoint
CREATE INDEX "survey_asked_person" ON "survey_asked" USING btree ("workspace","person","send_at");--> statement-breakpoint
CREATE INDEX "survey_asked_due" ON "survey_asked" USING btree ("sent_at","send_at");--> statement-breakpoint
CREATE UNIQUE INDEX "survey_nudges_once" ON "survey_nudges" USING btree ("survey","person","kind");--> statement-breakpoint
CREATE INDEX "survey_nudges_due" ON "survey_nudges" USING btree ("sent_at","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "survey_tokens_once" ON "survey_tokens" USING btree ("survey","token");--> statement-breakpoint
CREATE UNIQUE INDEX "surveys_number" ON "surveys" USING btree ("product","number");--> statement-breakpoint
CREATE INDEX "surveys_due" ON "surveys" USING btree ("state","closes_at");