CREATE TABLE "meals_version" (
	"version" uuid DEFAULT gen_random_uuid() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "inbound_held" ON "inbound" USING btree ("not_before") WHERE handled_at is null and not_before is not null;--> statement-breakpoint
CREATE INDEX "meal_order_undo" ON "meal_order" USING btree ("undo_until") WHERE status = 'placed';--> statement-breakpoint
CREATE INDEX "meal_order_delivered" ON "meal_order" USING btree ("status_at") WHERE status = 'delivered';--> statement-breakpoint
INSERT INTO "meals_version" DEFAULT VALUES;--> statement-breakpoint
CREATE FUNCTION "meals_changed"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	UPDATE "meals_version" SET "version" = gen_random_uuid();
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "meals_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "site" FOR EACH STATEMENT EXECUTE FUNCTION "meals_changed"();
--> statement-breakpoint
CREATE TRIGGER "meals_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "site_period" FOR EACH STATEMENT EXECUTE FUNCTION "meals_changed"();
--> statement-breakpoint
CREATE TRIGGER "meals_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "dish" FOR EACH STATEMENT EXECUTE FUNCTION "meals_changed"();
--> statement-breakpoint
CREATE TRIGGER "meals_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "meal_vocabulary" FOR EACH STATEMENT EXECUTE FUNCTION "meals_changed"();
--> statement-breakpoint
CREATE TRIGGER "meals_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "menu_template" FOR EACH STATEMENT EXECUTE FUNCTION "meals_changed"();
--> statement-breakpoint
CREATE TRIGGER "meals_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "subsidy_rule" FOR EACH STATEMENT EXECUTE FUNCTION "meals_changed"();
