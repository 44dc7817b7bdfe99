import type { InboundContent } from '../../../src/core/inbound.ts'

// Written from https://core.telegram.org/bots/api#message and #update.

export const DATE = 1_795_570_200
export const GROUP = { id: -1_001_234_567_890, type: 'supergroup', title: '幸福里' }
export const CHANNEL = { ...GROUP, type: 'channel' }
export const WANG = { id: 5_700_000_123, language: 'zh-hans' }

export const unknown = (name: string): InboundContent => ({ kind: 'unknown', name })
export const media = (kind: 'photo' | 'voice' | 'video' | 'sticker' | 'file', remote: string): InboundContent => ({
  kind: 'media',
  media: kind,
  remote,
})

/** https://core.telegram.org/bots/api#message */
export const file = { file_id: 'F1', file_unique_id: 'U1', file_size: 12_000 }
export const size = (file_id: string, width: number) => ({ ...file, file_id, width, height: width })
export const point = { latitude: 34.7466, longitude: 113.6253 }

export const CONTENTS: readonly (readonly [string, object, InboundContent])[] = [
  ['text', { text: ' 订饭 \n' }, { kind: 'text', text: ' 订饭 \n' }],
  ['/start', { text: '/start' }, { kind: 'joined' }],
  ['/start with a payload', { text: '/start ref_12' }, { kind: 'joined' }],
  ['/start said to us by name', { text: '/start@zhaoying_bot' }, { kind: 'joined' }],
  ['a command', { text: '/menu' }, { kind: 'text', text: 'menu' }],
  ['a command said to us by name', { text: '/menu@zhaoying_bot 1' }, { kind: 'text', text: 'menu 1' }],
  ['a slash that begins no command', { text: '/菜单' }, { kind: 'text', text: '/菜单' }],
  ['a word that begins like one', { text: '/start，你好' }, { kind: 'text', text: '/start，你好' }],
  [
    'a forwarded text',
    { text: '中午吃啥', forward_origin: { type: 'hidden_user', sender_user_name: '小李', date: 1 } },
    { kind: 'text', text: '中午吃啥' },
  ],
  [
    'an answer to a message',
    { text: '要这个', reply_to_message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: '？' } },
    { kind: 'text', text: '要这个' },
  ],
  ['a photo', { photo: [size('S', 90), size('L', 1280), size('M', 320)] }, media('photo', 'L')],
  [
    'a photo with a caption',
    { photo: [size('S', 90)], caption: '我的证' },
    { kind: 'media', media: 'photo', remote: 'S', caption: '我的证' },
  ],
  ['a voice message', { voice: { ...file, duration: 3, mime_type: 'audio/ogg' } }, media('voice', 'F1')],
  ['an audio file', { audio: { ...file, duration: 3, title: '豫剧' } }, media('voice', 'F1')],
  ['a video', { video: { ...file, width: 1, height: 1, duration: 3 } }, media('video', 'F1')],
  ['a video note', { video_note: { ...file, length: 240, duration: 3 } }, media('video', 'F1')],
  ['an animation', { animation: file, document: { ...file, file_id: 'F2' } }, media('video', 'F1')],
  ['a document', { document: { ...file, mime_type: 'application/pdf' } }, media('file', 'F1')],
  ['a document of no type', { document: file }, media('file', 'F1')],
  ['a photo sent as a file', { document: { ...file, mime_type: 'image/jpeg' } }, media('photo', 'F1')],
  ['a sticker', { sticker: { ...file, type: 'regular', emoji: '👍' } }, media('sticker', 'F1')],
  ['a location', { location: point }, { kind: 'location', ...point }],
  ['a live location', { location: { ...point, live_period: 900 } }, { kind: 'location', ...point }],
  [
    'a venue',
    { location: point, venue: { location: point, title: '幸福里', address: '建设路12号' } },
    { kind: 'location', ...point, label: '幸福里 建设路12号' },
  ],
  [
    'one’s own contact',
    { contact: { phone_number: '+8613800000000', first_name: '秀英', user_id: WANG.id } },
    { kind: 'phone', phone: '+8613800000000', own: true },
  ],
  [
    'somebody else’s contact',
    { contact: { phone_number: '13800000000', first_name: '小李', user_id: WANG.id + 1 } },
    { kind: 'phone', phone: '13800000000', own: false },
  ],
  [
    'the contact of one who is not on Telegram',
    { contact: { phone_number: '13800000000', first_name: '小李' } },
    { kind: 'phone', phone: '13800000000', own: false },
  ],
]

/** What a message can be beside these: kept as unknown under its field's name. */
export const OTHER_CONTENTS = [
  'boost_added',
  'chat_background_set',
  'chat_shared',
  'checklist',
  'checklist_tasks_added',
  'checklist_tasks_done',
  'connected_website',
  'dice',
  'game',
  'gift',
  'gift_upgrade_sent',
  'giveaway',
  'giveaway_completed',
  'giveaway_created',
  'giveaway_winners',
  'invoice',
  'message_auto_delete_timer_changed',
  'paid_media',
  'paid_message_price_changed',
  'passport_data',
  'pinned_message',
  'poll',
  'proximity_alert_triggered',
  'refunded_payment',
  'story',
  'successful_payment',
  'unique_gift',
  'users_shared',
  'video_chat_ended',
  'video_chat_participants_invited',
  'video_chat_scheduled',
  'video_chat_started',
  'web_app_data',
  'write_access_allowed',
  'something_of_next_year',
]

export const user = { id: WANG.id, is_bot: false, first_name: '秀英' }
export const privately = { id: WANG.id, type: 'private', first_name: '秀英' }
export const business = { business_connection_id: 'B1', chat: privately, message_id: 1, date: DATE }
export const OTHER_UPDATES: readonly (readonly [string, object])[] = [
  ['message in a group', { message: { message_id: 1, date: DATE, chat: GROUP, from: user, text: '大家好' } }],
  [
    'bot put into a group, as its members see it',
    { message: { message_id: 1, date: DATE, chat: GROUP, from: user, new_chat_members: [{ id: 42, is_bot: true }] } },
  ],
  ['channel_post', { channel_post: { message_id: 1, date: DATE, chat: CHANNEL, text: '公告' } }],
  ['edited_channel_post', { edited_channel_post: { message_id: 1, date: DATE, chat: CHANNEL, text: '公告' } }],
  ['business_connection', { business_connection: { id: 'B1', user, user_chat_id: WANG.id, date: DATE } }],
  ['business_message', { business_message: { ...business, from: user, text: '在吗' } }],
  ['edited_business_message', { edited_business_message: { ...business, from: user, text: '在吗' } }],
  ['deleted_business_messages', { deleted_business_messages: { ...business, message_ids: [1] } }],
  ['message_reaction in a group', { message_reaction: { chat: GROUP, message_id: 1, user, date: DATE } }],
  ['message_reaction_count', { message_reaction_count: { chat: CHANNEL, message_id: 1, date: DATE, reactions: [] } }],
  ['inline_query', { inline_query: { id: '1', from: user, query: '饭', offset: '', chat_type: 'sender' } }],
  ['chosen_inline_result', { chosen_inline_result: { result_id: '1', from: user, query: '饭' } }],
  ['shipping_query', { shipping_query: { id: '1', from: user, invoice_payload: '' } }],
  ['pre_checkout_query', { pre_checkout_query: { id: '1', from: user, currency: 'XTR', total_amount: 1 } }],
  ['purchased_paid_media', { purchased_paid_media: { from: user, paid_media_payload: '' } }],
  ['poll', { poll: { id: '1', question: '？', options: [] } }],
  ['poll_answer', { poll_answer: { poll_id: '1', user, option_ids: [0] } }],
  ['chat_member', { chat_member: { chat: GROUP, from: user, date: DATE } }],
  ['chat_join_request', { chat_join_request: { chat: GROUP, from: user, user_chat_id: WANG.id, date: DATE } }],
  ['chat_boost', { chat_boost: { chat: CHANNEL, boost: {} } }],
  ['removed_chat_boost', { removed_chat_boost: { chat: CHANNEL, boost_id: '1' } }],
  ['managed_bot', { managed_bot: { user, bot: { id: 43, is_bot: true } } }],
  ['nothing but its number', {}],
  ['a kind of next year, of a bot', { something_new: { chat: privately, from: { ...user, is_bot: true } } }],
  ['a kind of next year, of nobody', { something_new: [1, 2] }],
]
