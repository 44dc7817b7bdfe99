import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instant, instant } from '../../src/core/civil-time.ts'
import { type Fields, toXml } from '../../test/stand-ins/wechat-pushes.ts'
import { parsePush } from './parse-push.ts'
import { EVENTS, MESSAGES } from './test-pushes.ts'
import { withForm } from './verified-body.ts'

const CREATED = 1_408_090_502
const AT = instant(CREATED * 1000 + 250)
const FROM = 'oMgHVjngRipVsoxg6TuX3vz6glDg'
const HEAD: Fields = { ToUserName: 'gh_e136c6e50636', FromUserName: FROM, CreateTime: CREATED }
const MALFORMED = { kind: 'malformed' }

const parseXml = (xml: string, at: Instant = AT) => parsePush(withForm('open', Buffer.from(xml)), at)
const parse = (fields: Fields, at: Instant = AT) => parseXml(toXml({ ...HEAD, ...fields }), at)

function draftOf(fields: Fields, at: Instant = AT) {
  const parsed = parse(fields, at)
  return parsed.kind === 'events' ? parsed.events[0] : undefined
}
const contentOf = (fields: Fields) => draftOf(fields)?.content

describe('a push of WeChat', () => {
  test.each(MESSAGES)('with %s', (_, fields, content) => {
    expect(draftOf({ ...fields, MsgId: '24086087575195331' })).toEqual({
      key: '24086087575195331',
      address: FROM,
      sort: (CREATED * 1000 + 250) * 1000,
      content,
      opensWindow: true,
    })
  })

  test.each(EVENTS)('of somebody who %s', (_, fields, content) => {
    const draft = draftOf({ MsgType: 'event', ...fields })
    expect(draft).toMatchObject({ address: FROM, content })
    expect(draft).not.toHaveProperty('opensWindow')
  })

  test.each([
    ['subscribe', true],
    ['SCAN', true],
    ['CLICK', true],
    ['scancode_push', true],
    ['scancode_waitmsg', true],
    ['VIEW', false],
    ['unsubscribe', false],
    ['LOCATION', false],
  ])('%s lets us say something for a minute: %j', (Event, brief) => {
    expect(draftOf({ MsgType: 'event', Event, EventKey: 't:订餐' })?.opensBriefly ?? false).toBe(brief)
  })

  test.each([
    'MASSSENDJOBFINISH',
    'PUBLISHJOBFINISH',
    'qualification_verify_success',
    'qualification_verify_fail',
    'naming_verify_success',
    'naming_verify_fail',
    'annual_renew',
    'verify_expired',
  ])('about the account itself is nobody’s: %s', Event => {
    expect(parse({ MsgType: 'event', Event, MsgID: '1000000003' })).toEqual({ kind: 'events', events: [] })
  })

  test('with a pressed option of a menu message is that option, if the token is ours', () => {
    const pressed = (bizmsgmenuid: string) =>
      contentOf({ MsgType: 'text', Content: '1 软米饭', MsgId: '1', bizmsgmenuid })
    expect(pressed('41.2')).toEqual({ kind: 'choice', token: '41.2' })
    expect(pressed('101')).toEqual({ kind: 'text', text: '1 软米饭' })
    expect(pressed('41.2.3')).toEqual({ kind: 'text', text: '1 软米饭' })
  })

  test.each<readonly [string, string]>([
    ['blanks around it', ' 1 \n'],
    ['markup and entities', '<b>&lt;好&amp;</b> <!DOCTYPE html> <!-- -->'],
    ['the end of CDATA', 'a]]>b]]]]>c'],
    ['the start of CDATA', '<![CDATA[ <![CDATA['],
    ['characters that are seen by nobody, or turn the line', '好\u200b\u202e1\u2066\u200d'],
    ['a number that JavaScript would change', '12345678901234567890'],
    ['5,000 characters outside the basic plane', '𠮷'.repeat(5_000)],
  ])('keeps a text as written, with %s', (_, text) => {
    expect(contentOf({ MsgType: 'text', Content: text, MsgId: '1' })).toEqual({ kind: 'text', text })
  })

  test('reads nothing into a text that stands outside CDATA', () => {
    const xml = toXml({ ...HEAD, MsgType: 'text', Content: '1', MsgId: '1' })
    const parsed = parseXml(xml.replace('<![CDATA[1]]></Content>', ' &lt;b&gt;&#49; </Content>'))
    expect(parsed).toMatchObject({ events: [{ content: { kind: 'text', text: ' &lt;b&gt;&#49; ' } }] })
  })

  test('keeps any text as written', () => {
    const anything = fc.string({ unit: 'grapheme' }).filter(text => text.trim() !== '')
    fc.assert(
      fc.property(anything, text => {
        // XML itself makes one kind of line end of all.
        const expected = text.replace(/\r\n?/g, '\n')
        expect(contentOf({ MsgType: 'text', Content: text, MsgId: '1' })).toEqual({ kind: 'text', text: expected })
      }),
    )
  })

  test.each<readonly [string, Fields]>([
    ['a text of blanks', { MsgType: 'text', Content: ' \n' }],
    ['a text without one', { MsgType: 'text' }],
    ['a picture without an id', { MsgType: 'image', PicUrl: 'http://a' }],
    ['a picture whose id is an address', { MsgType: 'image', MediaId: 'http://evil/?a=b' }],
    ['a place off this earth', { MsgType: 'location', Location_X: '91', Location_Y: '113' }],
    ['a place in words', { MsgType: 'location', Location_X: 'here', Location_Y: '113' }],
    ['a place at infinity', { MsgType: 'location', Location_X: '1e999', Location_Y: '113' }],
    ['a link to nowhere', { MsgType: 'link', Title: 'a', Url: '' }],
  ])('with %s is kept as unknown: an error would be shown to the resident', (_, fields) => {
    expect(contentOf({ ...fields, MsgId: '1' })).toEqual({ kind: 'unknown', name: fields.MsgType })
  })
})

describe('the key of a push', () => {
  test('is the id of the message as text, however large', () => {
    expect(draftOf({ MsgType: 'text', Content: '1', MsgId: '18446744073709551615' })?.key).toBe('18446744073709551615')
  })

  test('of an event is the same when it comes again, and another for another person, second, event or button', () => {
    const click: Fields = { MsgType: 'event', Event: 'CLICK', EventKey: 't:订餐' }
    const key = draftOf(click)?.key
    expect(draftOf(click, instant(AT + 5_000))?.key).toBe(key)
    const others: readonly Fields[] = [
      { FromUserName: `${FROM}2` },
      { CreateTime: CREATED + 1 },
      { Event: 'VIEW' },
      { EventKey: 't:人工' },
    ]
    const keys = others.map(other => draftOf({ ...click, ...other })?.key)
    expect(new Set([key, ...keys]).size).toBe(5)
  })

  test('shows neither who it was nor what was pressed, and stays short', () => {
    const key = draftOf({ MsgType: 'event', Event: 'CLICK', EventKey: `t:${'订餐'.repeat(500)}` })?.key ?? ''
    expect(key).not.toContain(FROM)
    expect(key).toMatch(/^[\w-]{43}$/)
  })
})

describe('the order of pushes', () => {
  const sortAt = (CreateTime: number, at: number) =>
    draftOf({ CreateTime, MsgType: 'text', Content: '1', MsgId: '1' }, instant(at))?.sort

  test.each<readonly [string, number, number]>([
    ['its arrival within its second', CREATED * 1000 + 20, CREATED * 1000 + 20],
    ['its second, when it came later', CREATED * 1000 + 65_000, CREATED * 1000 + 999],
    ['its second, when our clock is behind', CREATED * 1000 - 5_000, CREATED * 1000],
  ])('goes by %s', (_, at, sort) => expect(sortAt(CREATED, at)).toBe(sort * 1_000))
})

describe('what is not the platform’s format is malformed', () => {
  const good = toXml({ ...HEAD, MsgType: 'text', Content: '1', MsgId: '1' })

  test.each<readonly [string, string]>([
    ['nothing', ''],
    ['JSON', '{"ToUserName":"gh_1"}'],
    ['XML that never ends', good.slice(0, -6)],
    ['another root', good.replaceAll('xml>', 'html>')],
    ['two roots', good + good],
    ['no sender', good.replace(/<FromUserName>.*<\/FromUserName>/, '')],
    ['two senders', good.replace('</xml>', '<FromUserName>b</FromUserName></xml>')],
    ['a sender of several parts', good.replace(/<!\[CDATA\[oMg.*?\]\]>/, '<a>1</a>')],
    ['a sender with lines', good.replace(FROM, 'a\nb')],
    ['no time', good.replace(/<CreateTime>.*<\/CreateTime>/, '')],
    ['a time that is no number', good.replace(String(CREATED), '1e3')],
    ['a time beyond all', good.replace(String(CREATED), '9'.repeat(40))],
    ['an id that is no number', good.replace('<![CDATA[1]]></MsgId>', '<![CDATA[abc]]></MsgId>')],
    ['a DOCTYPE', `<!DOCTYPE xml [<!ENTITY a "b">]>${good}`],
    ['a DOCTYPE in the middle', good.replace('<Content>', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><Content>')],
    ['an entity as sender', good.replace(`<![CDATA[${FROM}]]>`, '&a;')],
    ['markup deeper than any push has', good.replace('</xml>', `${'<a>'.repeat(17)}${'</a>'.repeat(17)}</xml>`)],
    ['markup as deep as it is long', `<xml>${'<a>'.repeat(9_000)}${'</a>'.repeat(9_000)}</xml>`],
    ['a prototype', good.replace('</xml>', '<__proto__><MsgType>event</MsgType></__proto__></xml>')],
    ['a constructor', good.replace('</xml>', '<constructor>1</constructor></xml>')],
    ['CDATA that never ends', '<xml><![CDATA['.repeat(4_000)],
    ['more than any push has', good.replace('[1]', `[${'1'.repeat(270_000)}]`)],
  ])('%s', (_, xml) => expect(parseXml(xml)).toEqual(MALFORMED))

  test('bytes that are no UTF-8', () => {
    const bytes = Buffer.from(good).map(byte => (byte === 0x31 ? 0xff : byte))
    expect(parsePush(withForm('open', bytes), AT)).toEqual(MALFORMED)
  })

  test.each(['', good, `other\n${good}`])('what verify never handed on: %j', body => {
    expect(parsePush(Buffer.from(body), AT)).toEqual(MALFORMED)
  })

  test('names that JavaScript knows leave everything as it was', () => {
    const xml = good.replace('</xml>', '<toString>1</toString><hasOwnProperty>1</hasOwnProperty></xml>')
    expect(parseXml(xml)).toMatchObject({ events: [{ content: { kind: 'text', text: '1' } }] })
    expect(({} as { MsgType?: string }).MsgType).toBeUndefined()
  })

  test('anything else never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), bytes => void parsePush(withForm('open', bytes), AT)))
    fc.assert(fc.property(fc.string(), text => void parseXml(`<xml>${text}</xml>`)))
  })
})
