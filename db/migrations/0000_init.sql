CREATE SEQUENCE "public"."meal_order_serial" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 10000 CACHE 1;--> statement-breakpoint
CREATE TABLE "alarm" (
	"id" uuid PRIMARY KEY NOT NULL,
	"inbound_id" bigint,
	"card" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"area" text NOT NULL,
	"class" text NOT NULL,
	"silent" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'raised' NOT NULL,
	"tier" integer DEFAULT 1 NOT NULL,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL,
	"escalate_at" timestamp with time zone,
	"push_at" timestamp with time zone,
	"push_tries" integer DEFAULT 0 NOT NULL,
	"taken_by" text,
	"taken_at" timestamp with time zone,
	"closed_by" text,
	"closed_at" timestamp with time zone,
	"note" "bytea",
	CONSTRAINT "alarm_inbound_id_unique" UNIQUE("inbound_id")
);
--> statement-breakpoint
CREATE TABLE "area" (
	"code" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"district" text
);
--> statement-breakpoint
CREATE TABLE "attachment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"body" "bytea" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"inbound_ids" jsonb NOT NULL,
	"process" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"staff_id" text NOT NULL,
	"act" text NOT NULL,
	"contact_id" uuid,
	"subject" text
);
--> statement-breakpoint
CREATE TABLE "channel_account" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"per_second" real NOT NULL,
	"per_chat_per_second" real NOT NULL,
	"burst" integer NOT NULL,
	"paused_until" timestamp with time zone,
	"paused_why" text
);
--> statement-breakpoint
CREATE TABLE "channel_identity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"address_hash" "bytea" NOT NULL,
	"address" "bytea" NOT NULL,
	"contact_id" uuid NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_identity_address" UNIQUE("account_id","address_hash")
);
--> statement-breakpoint
CREATE TABLE "contact" (
	"id" uuid PRIMARY KEY NOT NULL,
	"level" text DEFAULT 'anonymous' NOT NULL,
	"language" text DEFAULT 'zh-CN' NOT NULL,
	"large_type" boolean DEFAULT false NOT NULL,
	"area" text DEFAULT '4101' NOT NULL,
	"profiled" boolean DEFAULT false NOT NULL,
	"profile" "bytea",
	"consent_at" timestamp with time zone,
	"news_stopped" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"erased_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "conversation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"owner" text DEFAULT 'bot' NOT NULL,
	"talk" "bytea",
	"versions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"due_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversation_identity_id_unique" UNIQUE("identity_id")
);
--> statement-breakpoint
CREATE TABLE "data_key" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"wrapped" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_failure" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"message_id" bigint NOT NULL,
	"part" smallint NOT NULL,
	"account_id" text NOT NULL,
	"conversation_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"detail" text NOT NULL,
	"tries" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flow" (
	"flow" text PRIMARY KEY NOT NULL,
	"current" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flow_version" (
	"hash" text PRIMARY KEY NOT NULL,
	"flow" text NOT NULL,
	"definition" jsonb NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "handoff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"area" text NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone,
	"promised_for" timestamp with time zone,
	"claimed_by" text,
	"claimed_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"note" "bytea"
);
--> statement-breakpoint
CREATE TABLE "inbound" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"event_key" text NOT NULL,
	"conversation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sort" bigint NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"content" "bytea" NOT NULL,
	"not_before" timestamp with time zone,
	"handled_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "inbound_event" UNIQUE("account_id","event_key")
);
--> statement-breakpoint
CREATE TABLE "mandate" (
	"relative_id" uuid NOT NULL,
	"elder_id" uuid NOT NULL,
	"relation" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"valid_from" text NOT NULL,
	"valid_to" text NOT NULL,
	"agreed_by" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	CONSTRAINT "mandate_relative_id_elder_id_pk" PRIMARY KEY("relative_id","elder_id")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"author" text NOT NULL,
	"inbound_id" bigint,
	"client_key" text,
	"staff_id" text,
	"body" "bytea" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "not_understood" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"contact_id" uuid NOT NULL,
	"flow" text,
	"slot" text,
	"text" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"message_id" bigint NOT NULL,
	"part" smallint NOT NULL,
	"account_id" text NOT NULL,
	"conversation_id" uuid NOT NULL,
	"priority" smallint DEFAULT 1 NOT NULL,
	"retry_key" uuid NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dish" (
	"code" text PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"name" jsonb NOT NULL,
	"category" text NOT NULL,
	"price_fen" integer NOT NULL,
	"unit" text NOT NULL,
	"periods" jsonb NOT NULL,
	"tags" jsonb NOT NULL,
	"allergens" jsonb NOT NULL,
	"aliases" jsonb NOT NULL,
	"grams_per_unit" integer,
	"max_per_order" integer NOT NULL,
	CONSTRAINT "dish_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "dish_stop" (
	"site" text NOT NULL,
	"date" date NOT NULL,
	"dish" text NOT NULL,
	CONSTRAINT "dish_stop_site_date_dish_pk" PRIMARY KEY("site","date","dish")
);
--> statement-breakpoint
CREATE TABLE "dish_term" (
	"term" text PRIMARY KEY NOT NULL,
	"candidates" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meal_order" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"act_key" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"diner_id" uuid,
	"site" text NOT NULL,
	"area" text NOT NULL,
	"date" date NOT NULL,
	"period" text NOT NULL,
	"mode" text NOT NULL,
	"courier_slot" text,
	"lines" jsonb NOT NULL,
	"dietary" jsonb NOT NULL,
	"price_fen" integer NOT NULL,
	"delivery_fen" integer NOT NULL,
	"subsidy_fen" integer NOT NULL,
	"subsidy_rule" text,
	"due_fen" integer NOT NULL,
	"pay_by" text NOT NULL,
	"status" text NOT NULL,
	"recipient" "bytea" NOT NULL,
	"sameness" text NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"undo_until" timestamp with time zone NOT NULL,
	"status_at" timestamp with time zone NOT NULL,
	CONSTRAINT "meal_order_number_unique" UNIQUE("number"),
	CONSTRAINT "meal_order_act_key_unique" UNIQUE("act_key")
);
--> statement-breakpoint
CREATE TABLE "meal_vocabulary" (
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"place" integer NOT NULL,
	"name" jsonb NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "meal_vocabulary_kind_code_pk" PRIMARY KEY("kind","code")
);
--> statement-breakpoint
CREATE TABLE "menu_template" (
	"template" text NOT NULL,
	"weekday" integer NOT NULL,
	"period" text NOT NULL,
	"dishes" jsonb NOT NULL,
	CONSTRAINT "menu_template_template_weekday_period_pk" PRIMARY KEY("template","weekday","period")
);
--> statement-breakpoint
CREATE TABLE "site" (
	"code" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" jsonb NOT NULL,
	"street" text NOT NULL,
	"address" jsonb NOT NULL,
	"phone" text NOT NULL,
	"menu_template" text NOT NULL,
	"halal_permit" boolean NOT NULL,
	"closed_weekdays" jsonb NOT NULL,
	"delivers_to" jsonb NOT NULL,
	"delivery_fee_fen" integer
);
--> statement-breakpoint
CREATE TABLE "site_period" (
	"site" text NOT NULL,
	"period" text NOT NULL,
	"opens" text NOT NULL,
	"closes" text NOT NULL,
	"cutoff" text NOT NULL,
	"cutoff_day_offset" integer NOT NULL,
	"meals_capacity" integer NOT NULL,
	"portions_default" integer NOT NULL,
	"portions" jsonb NOT NULL,
	"courier_slots" jsonb NOT NULL,
	CONSTRAINT "site_period_site_period_pk" PRIMARY KEY("site","period")
);
--> statement-breakpoint
CREATE TABLE "stock" (
	"site" text NOT NULL,
	"date" date NOT NULL,
	"period" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "stock_site_date_period_kind_key_pk" PRIMARY KEY("site","date","period","kind","key"),
	CONSTRAINT "stock_taken" CHECK (taken >= 0 and taken <= capacity)
);
--> statement-breakpoint
CREATE TABLE "subsidy_claim" (
	"diner_id" uuid NOT NULL,
	"date" date NOT NULL,
	"period" text NOT NULL,
	"order_id" uuid NOT NULL,
	"amount_fen" integer NOT NULL,
	CONSTRAINT "subsidy_claim_diner_id_date_period_pk" PRIMARY KEY("diner_id","date","period")
);
--> statement-breakpoint
CREATE TABLE "subsidy_rule" (
	"code" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"who" jsonb NOT NULL,
	"kind" text NOT NULL,
	"percent" integer,
	"amount_fen" integer,
	"max_fen" integer,
	"periods" jsonb NOT NULL,
	"funding" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"place" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "staff_user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"username" text,
	"display_username" text,
	"role" text NOT NULL,
	"areas" jsonb NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_user_email_unique" UNIQUE("email"),
	CONSTRAINT "staff_user_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "staff_verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_identity" ADD CONSTRAINT "channel_identity_account_id_channel_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."channel_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_identity" ADD CONSTRAINT "channel_identity_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_identity_id_channel_identity_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."channel_identity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_key" ADD CONSTRAINT "data_key_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow" ADD CONSTRAINT "flow_current_flow_version_hash_fk" FOREIGN KEY ("current") REFERENCES "public"."flow_version"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound" ADD CONSTRAINT "inbound_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandate" ADD CONSTRAINT "mandate_relative_id_contact_id_fk" FOREIGN KEY ("relative_id") REFERENCES "public"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandate" ADD CONSTRAINT "mandate_elder_id_contact_id_fk" FOREIGN KEY ("elder_id") REFERENCES "public"."contact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_period" ADD CONSTRAINT "site_period_site_site_code_fk" FOREIGN KEY ("site") REFERENCES "public"."site"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_account" ADD CONSTRAINT "staff_account_user_id_staff_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_user_id_staff_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alarm_open" ON "alarm" USING btree ("state","raised_at");--> statement-breakpoint
CREATE INDEX "alarm_card" ON "alarm" USING btree ("card");--> statement-breakpoint
CREATE INDEX "alarm_contact" ON "alarm" USING btree ("contact_id","raised_at");--> statement-breakpoint
CREATE INDEX "alarm_escalate" ON "alarm" USING btree ("escalate_at") WHERE escalate_at is not null;--> statement-breakpoint
CREATE INDEX "alarm_push" ON "alarm" USING btree ("push_at") WHERE push_at is not null;--> statement-breakpoint
CREATE INDEX "channel_identity_contact" ON "channel_identity" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "conversation_due" ON "conversation" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "conversation_contact" ON "conversation" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "delivery_failure_conversation" ON "delivery_failure" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "flow_version_flow" ON "flow_version" USING btree ("flow","published_at");--> statement-breakpoint
CREATE UNIQUE INDEX "handoff_one_open" ON "handoff" USING btree ("conversation_id") WHERE state in ('open', 'promised', 'claimed');--> statement-breakpoint
CREATE INDEX "handoff_queue" ON "handoff" USING btree ("state","opened_at");--> statement-breakpoint
CREATE INDEX "inbound_waiting" ON "inbound" USING btree ("id") WHERE handled_at is null;--> statement-breakpoint
CREATE INDEX "inbound_waiting_conversation" ON "inbound" USING btree ("conversation_id","sort","id") WHERE handled_at is null;--> statement-breakpoint
CREATE INDEX "message_talk" ON "message" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "message_client_key" ON "message" USING btree ("conversation_id","client_key") WHERE client_key is not null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("account_id","priority","id");--> statement-breakpoint
CREATE INDEX "outbox_conversation" ON "outbox" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE INDEX "meal_order_kitchen" ON "meal_order" USING btree ("site","date","period");--> statement-breakpoint
CREATE INDEX "meal_order_contact" ON "meal_order" USING btree ("contact_id","placed_at");--> statement-breakpoint
CREATE INDEX "meal_order_diner" ON "meal_order" USING btree ("diner_id","date");--> statement-breakpoint
CREATE INDEX "meal_order_sameness" ON "meal_order" USING btree ("sameness","placed_at");--> statement-breakpoint
CREATE INDEX "meal_order_waiting" ON "meal_order" USING btree ("site","date","period","placed_at") WHERE status = 'waitlisted';--> statement-breakpoint
CREATE INDEX "staff_account_user" ON "staff_account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "staff_session_user" ON "staff_session" USING btree ("user_id");