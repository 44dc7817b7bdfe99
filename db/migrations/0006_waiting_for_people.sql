ALTER TABLE "channel_identity" ADD COLUMN "pressed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channel_identity" ADD COLUMN "sent_since_press" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "shut_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "outbox_shut" ON "outbox" USING btree ("account_id") WHERE shut_at is not null;