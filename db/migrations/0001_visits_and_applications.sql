CREATE SEQUENCE "public"."visit_request_serial" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 50000 CACHE 1;--> statement-breakpoint
CREATE TABLE "application_case" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"type" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"applied_by" uuid,
	"area" text NOT NULL,
	"status" text NOT NULL,
	"status_at" timestamp with time zone NOT NULL,
	"papers" jsonb NOT NULL,
	"decision" "bytea",
	"next" jsonb,
	"lookup" text NOT NULL,
	CONSTRAINT "application_case_number_unique" UNIQUE("number"),
	CONSTRAINT "application_case_lookup_unique" UNIQUE("lookup")
);
--> statement-breakpoint
CREATE TABLE "application_lookup" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_step" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" text NOT NULL,
	"status" text NOT NULL,
	"actor" text NOT NULL,
	"staff_id" uuid,
	"reasons" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_stop" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"from" date NOT NULL,
	"until" date
);
--> statement-breakpoint
CREATE TABLE "application_type" (
	"code" text PRIMARY KEY NOT NULL,
	"place" integer NOT NULL,
	"name" jsonb NOT NULL,
	"process" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_word" (
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "application_word_kind_code_pk" PRIMARY KEY("kind","code")
);
--> statement-breakpoint
CREATE TABLE "calendar_year" (
	"year" integer PRIMARY KEY NOT NULL,
	"off_days" jsonb NOT NULL,
	"extra_workdays" jsonb NOT NULL,
	"source" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_offer" (
	"code" text PRIMARY KEY NOT NULL,
	"place" integer NOT NULL,
	"name" jsonb NOT NULL,
	"plain" jsonb NOT NULL,
	"does_not" jsonb NOT NULL,
	"duration_minutes" integer NOT NULL,
	"who_comes" text NOT NULL,
	"people" integer NOT NULL,
	"half_days" jsonb NOT NULL,
	"weekdays" jsonb NOT NULL,
	"capacity" integer NOT NULL,
	"street_capacity" jsonb NOT NULL,
	"min_working_days" integer NOT NULL,
	"max_days_ahead" integer NOT NULL,
	"questions" jsonb NOT NULL,
	"words" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_place" (
	"offer" text NOT NULL,
	"street" text NOT NULL,
	"date" date NOT NULL,
	"half_day" text NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "visit_place_offer_street_date_half_day_pk" PRIMARY KEY("offer","street","date","half_day"),
	CONSTRAINT "visit_place_taken" CHECK (taken >= 0 and taken <= capacity)
);
--> statement-breakpoint
CREATE TABLE "visit_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"act_key" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"visited_id" uuid,
	"offer" text NOT NULL,
	"area" text NOT NULL,
	"date" date NOT NULL,
	"half_day" text NOT NULL,
	"status" text NOT NULL,
	"starts_at" timestamp with time zone,
	"moves" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"details" "bytea" NOT NULL,
	"visitor" "bytea",
	"sameness" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"lapse_at" timestamp with time zone,
	"remind_at" timestamp with time zone,
	"status_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visit_request_number_unique" UNIQUE("number"),
	CONSTRAINT "visit_request_act_key_unique" UNIQUE("act_key")
);
--> statement-breakpoint
CREATE TABLE "visit_word" (
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "visit_word_kind_code_pk" PRIMARY KEY("kind","code")
);
--> statement-breakpoint
CREATE INDEX "application_case_contact" ON "application_case" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "application_case_area" ON "application_case" USING btree ("area","status");--> statement-breakpoint
CREATE INDEX "application_lookup_key" ON "application_lookup" USING btree ("key","at");--> statement-breakpoint
CREATE INDEX "application_step_case" ON "application_step" USING btree ("case_id","at");--> statement-breakpoint
CREATE INDEX "application_stop_case" ON "application_stop" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "visit_request_contact" ON "visit_request" USING btree ("contact_id","requested_at");--> statement-breakpoint
CREATE INDEX "visit_request_visited" ON "visit_request" USING btree ("visited_id","date");--> statement-breakpoint
CREATE INDEX "visit_request_day" ON "visit_request" USING btree ("date","area");--> statement-breakpoint
CREATE INDEX "visit_request_sameness" ON "visit_request" USING btree ("sameness","requested_at");--> statement-breakpoint
CREATE INDEX "visit_request_lapse" ON "visit_request" USING btree ("lapse_at") WHERE lapse_at is not null;--> statement-breakpoint
CREATE INDEX "visit_request_remind" ON "visit_request" USING btree ("remind_at") WHERE remind_at is not null;