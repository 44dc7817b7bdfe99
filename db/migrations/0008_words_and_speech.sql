CREATE TABLE "learned_word" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"words" text NOT NULL,
	"folded" text NOT NULL,
	"list" text,
	"item" text,
	"intent" text,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_by" text,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "inbound" ADD COLUMN "understood" "bytea";--> statement-breakpoint
ALTER TABLE "inbound" ADD COLUMN "ask_kind" text;--> statement-breakpoint
ALTER TABLE "inbound" ADD COLUMN "ask_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "inbound" ADD COLUMN "ask_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "inbound" ADD COLUMN "ask_claimed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "not_understood" ADD COLUMN "area" text DEFAULT '4101' NOT NULL;--> statement-breakpoint
ALTER TABLE "not_understood" ADD COLUMN "words" "bytea";--> statement-breakpoint
ALTER TABLE "not_understood" ADD COLUMN "settled_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "learned_word_once" ON "learned_word" USING btree ("folded") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "inbound_ask" ON "inbound" USING btree ("ask_due_at") WHERE ask_due_at is not null;--> statement-breakpoint
CREATE INDEX "not_understood_words" ON "not_understood" USING btree ("words") WHERE settled_at is null and words is not null;--> statement-breakpoint
CREATE INDEX "not_understood_at" ON "not_understood" USING btree ("at");