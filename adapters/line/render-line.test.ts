import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlatformCall } from '../../src/core/channel.ts'
import type { OutboundBody } from '../../src/core/outbound.ts'
import { faultsIn } from '../../test/stand-ins/line-limits.ts'
import { renderLine } from './render-line.ts'
import { outbound, WORDS } from './test/line-samples.ts'

type Said = readonly Readonly<Record<string, unknown>>[]
type Bodies = readonly [Partial<OutboundBody>, ...Partial<OutboundBody>[]]

const saidIn = (call: PlatformCall) => (call.payload as { readonly messages: Said }).messages // as rendered

function render(...[first, ...rest]: Bodies): Said[] {
  const calls = renderLine([outbound(first), ...rest.map(outbound)], () => WORDS)
  for (const call of calls) expect(faultsIn(saidIn(call))).toEqual([])
  return calls.map(saidIn)
}

const choices = (...labels: readonly string[]) => labels.map((label, i) => ({ token: `5.${i}`, number: i + 1, label }))
const buttons = (last: Said[number] | undefined) =>
  ((last?.quickReply as { items?: { action: unknown }[] } | undefined)?.items ?? []).map(item => item.action) // as rendered
const onlyIn = (calls: readonly Said[]) => {
  expect(calls.map(said => said.length)).toEqual([1])
  return calls[0]?.[0]
}

/** Every text that a bubble shows, in order. */
function textsOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  if ('text' in part && typeof part.text === 'string') return [part.text]
  return Object.values(part).flatMap(textsOf)
}

describe('a text', () => {
  test.each<readonly [string, string]>([
    ['short', '好的。'],
    ['with what means something in other message types of LINE', '$ {user} {{x}} <b>*饭*</b> line://nv/location'],
    ['with emoji of many parts', '👨‍👩‍👧‍👦🍚'],
  ])('%s is sent as it is', (_, text) => {
    expect(render({ text })).toEqual([[{ type: 'text', text }]])
  })

  test('above the limit is cut at a sentence and nothing of it is lost', () => {
    const text = '您订的饭明天中午送到。'.repeat(900)
    const said = render({ text }).flat()
    expect(said.map(one => one.text).join('')).toBe(text)
    expect(said.length).toBe(2)
    expect(said.every(one => String(one.text).endsWith('。'))).toBe(true)
  })

  test('of characters outside the basic plane is never cut inside one', () => {
    const text = '𠮷'.repeat(2_600)
    expect(
      render({ text })
        .flat()
        .map(one => String(one.text).length),
    ).toEqual([5_000, 200])
  })

  test('of nothing is left to LINE, which refuses it by name', () => {
    const [call] = renderLine([outbound({})], () => WORDS)
    expect(faultsIn(saidIn(call))).toEqual([{ message: 'May not be empty', property: 'messages[0].text' }])
  })
})

describe('several messages', () => {
  test('go in calls of five, in order', () => {
    const texts = Array.from({ length: 12 }, (_, i) => ({ text: `第${i}句` }))
    const calls = render({ text: '先' }, ...texts)
    expect(calls.map(said => said.length)).toEqual([5, 5, 3])
    expect(calls.flat().map(one => one.text)).toEqual(['先', ...texts.map(one => one.text)])
  })

  test('have buttons at the very end only, those of the last question', () => {
    const many = Array.from({ length: 5 }, (_, i) => ({ text: `第${i}句` }))
    const asked = { text: '要哪样？', choices: choices('饭', '面') }
    const calls = render({ text: '早先的', choices: choices('甲') }, asked, ...many)
    const said = calls.flat()
    expect(said.map(one => buttons(one).length)).toEqual([0, 0, 0, 0, 0, 0, 2])
    expect(said[1]?.text).toBe('要哪样？\n1 饭\n2 面')
  })

  test('that are no question have no buttons', () => {
    expect(JSON.stringify(render({ text: '一' }, { text: '二' }))).not.toContain('quickReply')
  })
})

describe('choices', () => {
  test('are pressed by their tokens and stand in the text by number', () => {
    const said = onlyIn(render({ text: '要哪样？', choices: choices('软米饭', '香菇鸡') }))
    expect(said?.text).toBe('要哪样？\n1 软米饭\n2 香菇鸡')
    expect(buttons(said)).toEqual([
      { type: 'postback', label: '1 软米饭', data: '5.0', displayText: '软米饭' },
      { type: 'postback', label: '2 香菇鸡', data: '5.1', displayText: '香菇鸡' },
    ])
  })

  test('with long labels are short on the button and whole in the text', () => {
    const label = '软米饭、香菇鸡、清炒时蔬配小米粥一份，送到家里来'
    const said = onlyIn(render({ text: '要？', choices: choices(label) }))
    expect(said?.text).toBe(`要？\n1 ${label}`)
    expect(buttons(said)).toMatchObject([{ label: '1 软米饭、香菇鸡、清炒时蔬配小米粥一…', displayText: label }])
  })

  test('of emoji are cut between them', () => {
    const family = '👨‍👩‍👧‍👦'
    const said = onlyIn(render({ text: '谁？', choices: choices(family.repeat(3)) }))
    expect(buttons(said)).toMatchObject([{ label: `1 ${family}…` }])
  })

  test('beyond the thirteenth are chosen by number', () => {
    const labels = Array.from({ length: 20 }, (_, i) => `样${i}`)
    const said = onlyIn(render({ text: '哪样？', choices: choices(...labels) }))
    expect(buttons(said)).toHaveLength(13)
    expect(said?.text).toBe(['哪样？', ...labels.map((label, i) => `${i + 1} ${label}`)].join('\n'))
  })

  test('whatever they are, keep to the limits with all of them in the text', () => {
    const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }).filter(one => one.trim() !== '')
    const dense = (text: unknown) => String(text).replace(/\s/g, '')
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 16 }), labels => {
        const said = render({ text: '哪样？', choices: choices(...labels) }).flat()
        // Blanks go where a text is cut.
        const text = said.map(one => dense(one.text)).join('')
        for (const [i, one] of labels.entries()) expect(text).toContain(dense(`${i + 1} ${one}`))
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is asked for', () => {
  test.each<readonly [OutboundBody['expects'], unknown[]]>([
    ['date', [{ type: 'datetimepicker', label: '选日期', data: 'date', mode: 'date' }]],
    ['location', [{ type: 'location', label: '发位置' }]],
    [
      'photo',
      [
        { type: 'camera', label: '拍照' },
        { type: 'cameraRoll', label: '选照片' },
      ],
    ],
    ['phone', []],
  ])('%s has the control that LINE has', (expects, actions) => {
    expect(buttons(onlyIn(render({ text: '？', ...(expects && { expects }) })))).toEqual(actions)
  })

  test('comes before the choices and counts among the thirteen', () => {
    const labels = Array.from({ length: 13 }, (_, i) => `样${i}`)
    const actions = buttons(onlyIn(render({ text: '？', expects: 'photo', choices: choices(...labels) })))
    expect(actions).toHaveLength(13)
    expect(actions[0]).toMatchObject({ type: 'camera' })
    expect(actions[12]).toMatchObject({ data: '5.10' })
  })

  test('is called as the words of its language say, in whole or shortened', () => {
    const long = { ...WORDS, date: '请您在这里挑选一个方便的送餐日期，谢谢您的耐心' }
    const calls = renderLine([outbound({ text: 'When?', expects: 'date', language: 'en' })], language =>
      language === 'en' ? long : WORDS,
    )
    expect(buttons(saidIn(calls[0])[0])).toMatchObject([{ label: '请您在这里挑选一个方便的送餐日期，谢谢…' }])
  })
})

describe('a card', () => {
  const card = {
    title: '收据',
    lines: [
      { name: '单号', value: 'M1024' },
      { name: '送到', value: '幸福路 1 号院 3 号楼 2 单元 501' },
    ],
  }
  const words = '订好了。\n收据\n单号 M1024\n送到 幸福路 1 号院 3 号楼 2 单元 501'

  test('is one bubble with all of the message, in words as well', () => {
    const said = onlyIn(render({ text: '订好了。', card, choices: choices('撤销') }))
    expect(said).toMatchObject({ type: 'flex', altText: `${words}\n1 撤销` })
    expect(textsOf(said?.contents)).toEqual([
      '订好了。',
      '收据',
      '单号',
      'M1024',
      '送到',
      '幸福路 1 号院 3 号楼 2 单元 501',
      '1 撤销',
    ])
    expect(buttons(said)).toMatchObject([{ data: '5.0' }])
  })

  test('is written large, wraps, grows with the reader’s own size, and shows no picture', () => {
    const json = JSON.stringify(onlyIn(render({ text: '订好了。', card })))
    expect(json.match(/"type":"text"/g)).toHaveLength(6)
    for (const look of ['"wrap":true', '"scaling":true']) expect(json.split(look)).toHaveLength(7)
    expect([...json.matchAll(/"size":"(\w+)"/g)].map(found => found[1])).toEqual([
      'giga',
      'lg',
      'xl',
      'lg',
      'lg',
      'lg',
      'lg',
    ])
    expect(json).not.toContain('http')
  })

  test.each<readonly [string, Partial<OutboundBody>, string[]]>([
    ['without lines', { card: { title: '收据', lines: [] } }, ['收据']],
    [
      'without a title',
      { text: '好', card: { title: '', lines: [{ name: '单号', value: '1' }] } },
      ['好', '单号', '1'],
    ],
    ['with an empty value', { card: { title: '收据', lines: [{ name: '备注', value: '' }] } }, ['收据', '备注']],
    ['with an empty line', { card: { title: '收据', lines: [{ name: '', value: ' ' }] } }, ['收据']],
  ])('%s shows what there is', (_, body, texts) => {
    expect(textsOf(onlyIn(render(body))?.contents)).toEqual(texts)
  })

  test.each<readonly [string, Partial<OutboundBody>]>([
    ['more words than a bubble’s stand-in holds', { text: '长'.repeat(1_500), card }],
    ['more lines than a bubble holds', { card: { title: 'x', lines: Array(300).fill({ name: '甲', value: '乙' }) } }],
  ])('with %s is said in words', (_, body) => {
    const said = render(body).flat()
    expect(said.every(one => one.type === 'text')).toBe(true)
    const whole = said.map(one => one.text).join('\n')
    for (const line of body.card?.lines ?? []) expect(whole).toContain(`${line.name} ${line.value}`)
  })
})
