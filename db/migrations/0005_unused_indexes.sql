DROP INDEX "meal_order_conversation";--> statement-breakpoint
DROP INDEX "visit_request_conversation";