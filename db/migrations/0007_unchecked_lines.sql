ALTER TABLE "inbound" DROP CONSTRAINT "inbound_conversation_id_conversation_id_fk";
--> statement-breakpoint
ALTER TABLE "message" DROP CONSTRAINT "message_conversation_id_conversation_id_fk";
--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_message_id_message_id_fk";
