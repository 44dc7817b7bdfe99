import type { InboundContent } from '../../src/core/inbound.ts'
import type { Fields } from '../../test/stand-ins/wechat-pushes.ts'

/** https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html */
export const MESSAGES: readonly (readonly [string, Fields, InboundContent])[] = [
  ['a text', { MsgType: 'text', Content: 'this is a test' }, { kind: 'text', text: 'this is a test' }],
  [
    'a text from an article',
    { MsgType: 'text', Content: '好', MsgDataId: '2247', Idx: 1 },
    { kind: 'text', text: '好' },
  ],
  [
    'a picture',
    { MsgType: 'image', PicUrl: 'http://mmbiz.qpic.cn/a', MediaId: 'media_id-1' },
    { kind: 'media', media: 'photo', remote: 'media_id-1' },
  ],
  [
    'a voice',
    { MsgType: 'voice', MediaId: 'v1', Format: 'amr', MediaId16K: 'v16' },
    { kind: 'media', media: 'voice', remote: 'v1' },
  ],
  [
    'a voice that was recognised',
    { MsgType: 'voice', MediaId: 'v1', Format: 'amr', Recognition: '我要订饭。' },
    { kind: 'media', media: 'voice', remote: 'v1', caption: '我要订饭。' },
  ],
  [
    'a voice in which nothing was recognised',
    { MsgType: 'voice', MediaId: 'v1', Format: 'amr', Recognition: '' },
    { kind: 'media', media: 'voice', remote: 'v1' },
  ],
  ['a film', { MsgType: 'video', MediaId: 'f1', ThumbMediaId: 't1' }, { kind: 'media', media: 'video', remote: 'f1' }],
  [
    'a short film',
    { MsgType: 'shortvideo', MediaId: 'f2', ThumbMediaId: 't2' },
    { kind: 'media', media: 'video', remote: 'f2' },
  ],
  [
    'a place',
    { MsgType: 'location', Location_X: '34.757975', Location_Y: '113.665412', Scale: 20, Label: '南阳路88号' },
    { kind: 'location', latitude: 34.757975, longitude: 113.665412, label: '南阳路88号' },
  ],
  [
    'a place without words',
    { MsgType: 'location', Location_X: '-34.5', Location_Y: '113', Scale: 20, Label: '' },
    { kind: 'location', latitude: -34.5, longitude: 113 },
  ],
  [
    'a link, without the words of its author',
    { MsgType: 'link', Title: '老人摔倒', Description: '救命', Url: 'https://mp.weixin.qq.com/s/1' },
    { kind: 'text', text: 'https://mp.weixin.qq.com/s/1' },
  ],
  [
    'a file',
    { MsgType: 'file', Title: 'a.pdf', FileKey: 'k', FileMd5: 'm', FileTotalLen: '1' },
    { kind: 'unknown', name: 'file' },
  ],
  ['what comes next year', { MsgType: 'hologram', Thing: 'x' }, { kind: 'unknown', name: 'hologram' }],
]

/**
 * https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html,
 * https://developers.weixin.qq.com/doc/service/guide/product/menu/Custom_Menu_Push_Events.html
 */
export const EVENTS: readonly (readonly [string, Fields, InboundContent])[] = [
  ['followed', { Event: 'subscribe' }, { kind: 'joined' }],
  ['followed from the page of the account', { Event: 'subscribe', EventKey: '' }, { kind: 'joined' }],
  ['followed by a code', { Event: 'subscribe', EventKey: 'qrscene_123123', Ticket: 'gQFK8DoAAA' }, { kind: 'joined' }],
  ['unfollowed', { Event: 'unsubscribe', EventKey: '' }, { kind: 'left' }],
  ['scanned a code', { Event: 'SCAN', EventKey: '123123', Ticket: 'gQFK8DoAAA' }, { kind: 'joined' }],
  ['pressed our button', { Event: 'CLICK', EventKey: 't:订餐' }, { kind: 'text', text: '订餐' }],
  ['pressed another’s button', { Event: 'CLICK', EventKey: 'V1001_GOOD' }, { kind: 'unknown', name: 'CLICK' }],
  ['pressed a button that says nothing', { Event: 'CLICK', EventKey: 't:' }, { kind: 'unknown', name: 'CLICK' }],
  [
    'opened a page',
    { Event: 'VIEW', EventKey: 'https://desk.example.org', MenuId: '410418124' },
    { kind: 'unknown', name: 'VIEW' },
  ],
  [
    'is somewhere, by the automatic report',
    { Event: 'LOCATION', Latitude: 23.137466, Longitude: 113.352425, Precision: 119.38504 },
    { kind: 'unknown', name: 'LOCATION' },
  ],
  [
    'scanned with a button',
    { Event: 'scancode_push', EventKey: '6', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '1' } },
    { kind: 'unknown', name: 'scancode_push' },
  ],
  [
    'scanned and waits',
    { Event: 'scancode_waitmsg', EventKey: '6', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '2' } },
    { kind: 'unknown', name: 'scancode_waitmsg' },
  ],
  [
    'takes a picture',
    { Event: 'pic_sysphoto', EventKey: '6', SendPicsInfo: { Count: 1, PicList: { item: { PicMd5Sum: '1b' } } } },
    { kind: 'unknown', name: 'pic_sysphoto' },
  ],
  ['takes a picture or chooses one', { Event: 'pic_photo_or_album' }, { kind: 'unknown', name: 'pic_photo_or_album' }],
  ['chooses a picture', { Event: 'pic_weixin', EventKey: '6' }, { kind: 'unknown', name: 'pic_weixin' }],
  [
    'chooses a place',
    { Event: 'location_select', EventKey: '6', SendLocationInfo: { Location_X: '23', Location_Y: '113', Label: 'x' } },
    { kind: 'unknown', name: 'location_select' },
  ],
  [
    'opened a small program',
    { Event: 'view_miniprogram', EventKey: 'a' },
    { kind: 'unknown', name: 'view_miniprogram' },
  ],
  [
    'got a template message',
    { Event: 'TEMPLATESENDJOBFINISH', MsgID: '200163836', Status: 'success' },
    { kind: 'unknown', name: 'TEMPLATESENDJOBFINISH' },
  ],
  [
    'saw an invitation to subscribe',
    { Event: 'subscribe_msg_popup_event' },
    { kind: 'unknown', name: 'subscribe_msg_popup_event' },
  ],
  [
    'wants to be forgotten',
    { Event: 'user_authorization_revoke' },
    { kind: 'unknown', name: 'user_authorization_revoke' },
  ],
  [
    'is served elsewhere',
    { Event: 'kf_create_session', KfAccount: 'a@b' },
    { kind: 'unknown', name: 'kf_create_session' },
  ],
  ['does what comes next year', { Event: 'teleported' }, { kind: 'unknown', name: 'teleported' }],
  ['does something without a name', {}, { kind: 'unknown', name: 'event' }],
  ['does something with a name like a sentence', { Event: 'Job Finish' }, { kind: 'unknown', name: 'event' }],
]
