CREATE TABLE "access_token" (
	"account_id" text PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "media_fetch" (
	"attachment_id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"remote" "bytea" NOT NULL,
	"due_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp with time zone,
	"failure" text
);
--> statement-breakpoint
CREATE TABLE "webhook_nonce" (
	"account_id" text NOT NULL,
	"nonce" text NOT NULL,
	"event_key" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_nonce_account_id_nonce_pk" PRIMARY KEY("account_id","nonce")
);
--> statement-breakpoint
ALTER TABLE "channel_identity" ADD COLUMN "heard_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channel_identity" ADD COLUMN "sent_since" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery_failure" ADD COLUMN "until_id" bigint;--> statement-breakpoint
UPDATE "delivery_failure" SET "until_id" = "message_id";--> statement-breakpoint
ALTER TABLE "delivery_failure" ALTER COLUMN "until_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "inbound" ADD COLUMN "reply" "bytea";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "until_id" bigint;--> statement-breakpoint
UPDATE "outbox" SET "until_id" = "message_id";--> statement-breakpoint
ALTER TABLE "outbox" ALTER COLUMN "until_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "replies" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "answered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "media_fetch" ADD CONSTRAINT "media_fetch_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_fetch_due" ON "media_fetch" USING btree ("account_id","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "media_fetch_contact" ON "media_fetch" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "webhook_nonce_seen" ON "webhook_nonce" USING btree ("seen_at");