/** The fields of https://core.telegram.org/bots/api#message that go with any content. */
const AROUND = new Set([
  'author_signature',
  'business_connection_id',
  'caption',
  'caption_entities',
  'chat',
  'date',
  'direct_messages_topic',
  'edit_date',
  'effect_id',
  'entities',
  'external_reply',
  'forward_date',
  'forward_from',
  'forward_from_chat',
  'forward_from_message_id',
  'forward_origin',
  'forward_sender_name',
  'forward_signature',
  'from',
  'has_media_spoiler',
  'has_protected_content',
  'is_automatic_forward',
  'is_from_offline',
  'is_paid_post',
  'is_topic_message',
  'link_preview_options',
  'media_group_id',
  'message_id',
  'message_thread_id',
  'paid_star_count',
  'quote',
  'reply_markup',
  'reply_to_checklist_task_id',
  'reply_to_message',
  'reply_to_story',
  'sender_boost_count',
  'sender_business_bot',
  'sender_chat',
  'show_caption_above_media',
  'suggested_post_info',
  'update_id',
  'via_bot',
])

/** Platform's own names only: what somebody else wrote must not become one. */
const NAME = /^[a-z][a-z_]{0,63}$/

/** The field that makes an update or a message what it is. */
export function unknownName(fields: unknown): string {
  const keys = typeof fields === 'object' && fields !== null ? Object.keys(fields) : []
  return keys.find(key => NAME.test(key) && !AROUND.has(key)) ?? 'message'
}
