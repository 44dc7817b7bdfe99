import { expect, test } from 'vitest'
import { testDatabase, TEST_NOW } from '../../../test/database.ts'
import { createReader } from '../../language/create-reader.ts'
import { createTexts } from '../../texts/create-texts.ts'
import { prepareBook } from '../../engine/prepare.ts'
import { shippedCatalogue } from '../../commands/shipped-catalogue.ts'
import { flowFiles, readFlows } from '../../commands/load-flows.ts'
import { converse } from '../../desk/converse.ts'
import { composeMessage } from '../../desk/compose-message.ts'
import { EMPTY_TALK } from '../../engine/talk.ts'
import { mealsTrade } from './meals-trade.ts'
import { peopleTrade } from '../people/people-trade.ts'
import { demoContactId } from '../../../db/seed/people.ts'
import { later } from '../../core/civil-time.ts'

const talkTo = async (db: any, kit: any, ops: any, who: any, facts: any, lines: string[]) => {
  let talk: any = { ...EMPTY_TALK, greeted: true }
  let person = { level: 'verified', language: 'zh-CN', largeType: false, form: null, profiled: true, ...facts }
  let n = 0
  const out: string[] = []
  for (const text of lines) {
    n++
    const now = later(TEST_NOW, n * 70_000)
    out.push('> ' + text)
    const going = converse(kit, talk, { kind: 'text', text } as any, { now, person })
    let step: any = going.next()
    while (!step.done) {
      const { operation, input } = step.value
      const [outcome] = await db.transaction((tx: any) => ops.get(operation).run(tx, [{ input, key: `${who}-${n}-${operation}-${Math.random()}`, contact: who, conversation: '01900000-0000-7000-8000-c00000000001', language: person.language, arrivedAt: now }]))
      out.push(`   [${operation} → ${outcome.name}]`)
      step = going.next(outcome)
    }
    person = step.value.person
    talk = JSON.parse(JSON.stringify(step.value.talk))
    for (const effect of step.value.effects) {
      if (effect.kind === 'say') {
        const body = composeMessage(kit.texts, effect, person, null as any)
        out.push(body.text, ...body.choices.map(c => `   ${c.number} ${c.label}`))
      } else out.push('   {' + JSON.stringify(effect) + '}')
    }
  }
  console.log(out.join('\n'))
}

test('talks', async () => {
  const db = await testDatabase('pglite', { seed: 'demo' })
  const ports = { vault: db.vault, tell: async () => {} }
  const ops = new Map([mealsTrade(ports), peopleTrade(ports)].flatMap(t => t.operations.map(o => [o.name, o])))
  const { flows } = readFlows(flowFiles('flows'))
  const book = prepareBook(flows.map(f => ({ ...f, current: true })), ops as any)
  const kit = { book, texts: createTexts(book), reader: createReader(await shippedCatalogue()) }
  const P = (c: string) => demoContactId(c)
  await talkTo(db, kit, ops, P('P001'), { form: '陈奶奶' }, ['今天晚上要一份土豆炖牛肉，俩馍', '1', '饭到哪了', '撤销', '中午老样子', '对', '退饭', '退', '我要订饭', '1', '红烧肉一份，宫保鸡丁一份', '1', '不对', '1', '1', '就这些', '改成明天晚上', '1', '对'])
  await talkTo(db, kit, ops, P('R001'), {}, ['今天中午要一份软米饭', '1', '对'])
  await talkTo(db, kit, ops, P('P010'), { language: 'zh-TW' }, ['我要訂餐', '1', '紅燒肉一份', '對', '查訂單'])
  await talkTo(db, kit, ops, P('P011'), { language: 'en' }, ['I want to order lunch', 'one braised pork', '1', 'my order'])
  await talkTo(db, kit, ops, P('P008'), {}, ['今天中午来份红烧肉', '没有', '对'])
  expect(1).toBe(1)
  await db.close()
})
