CREATE TABLE "identity_code" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "application_case" ADD COLUMN "tell_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contact" ADD COLUMN "news_in" uuid;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "speaker_id" uuid;--> statement-breakpoint
UPDATE "conversation" SET "speaker_id" = "contact_id";--> statement-breakpoint
ALTER TABLE "conversation" ALTER COLUMN "speaker_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "identity_code" ADD CONSTRAINT "identity_code_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_speaker_id_contact_id_fk" FOREIGN KEY ("speaker_id") REFERENCES "public"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_case_tell" ON "application_case" USING btree ("tell_at") WHERE tell_at is not null;--> statement-breakpoint
CREATE INDEX "conversation_speaker" ON "conversation" USING btree ("speaker_id");--> statement-breakpoint
CREATE INDEX "meal_order_conversation" ON "meal_order" USING btree ("conversation_id","placed_at");--> statement-breakpoint
CREATE INDEX "visit_request_conversation" ON "visit_request" USING btree ("conversation_id","requested_at");