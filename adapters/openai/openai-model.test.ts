import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { MeaningQuestion } from '../../src/core/language-model.ts'
import { type OpenaiAnswer, type OpenaiService, openOpenaiService } from '../../test/stand-ins/openai-service.ts'
import { openaiModel } from './openai-model.ts'

const QUESTION: MeaningQuestion = {
  text: '给俺整俩那啥糊嘟',
  language: 'zh-CN',
  intents: ['order_meal', 'human'],
  items: [
    { list: 'dishes', id: 'D1', name: '胡辣汤', aliases: ['辣汤'] },
    { list: 'dishes', id: 'D2', name: '馒头', aliases: [] },
  ],
}

let service: OpenaiService
// One for each: what one test gave up on may arrive late, and take the next one's answer.
beforeEach(async () => {
  service = await openOpenaiService()
})
afterEach(() => service.close())

const guess = (answer: OpenaiAnswer, { key = service.key, ms = 3_000, question = QUESTION } = {}) => {
  service.next(answer)
  const model = openaiModel({ url: service.url, key, model: service.model, fetch: globalThis.fetch })
  return model.guess(question, AbortSignal.timeout(ms))
}
const says = (answer: unknown): OpenaiAnswer => ({ says: JSON.stringify(answer) })

describe('a guess', () => {
  test('is chosen among what there is, by the schema that the answer is checked with', async () => {
    const answer = { intent: 'order_meal', items: [{ item: 'dishes/D1', quantity: 2 }] }
    expect(await guess(says(answer))).toEqual({
      kind: 'guessed',
      guess: { intent: 'order_meal', items: [{ list: 'dishes', id: 'D1', quantity: 2 }] },
    })
    const [asked] = service.asked
    if (asked?.path !== '/v1/chat/completions') throw new Error('not asked for a completion')
    const { messages, response_format: format } = asked.body
    expect(messages.map(message => message.role)).toEqual(['system', 'user'])
    expect(messages[1]?.content).toBe(QUESTION.text)
    expect(messages[0]?.content).toContain('dishes/D1: 胡辣汤, 辣汤')
    expect(format.json_schema.strict).toBe(true)
    const object = z.object({ additionalProperties: z.literal(false), required: z.array(z.string()) })
    expect(object.parse(format.json_schema.schema).required.sort()).toEqual(['intent', 'items'])
    expect(JSON.stringify(format.json_schema.schema)).toContain('dishes/D2')
  })

  test('of nothing is none', async () => {
    expect(await guess(says({ intent: null, items: [] }))).toEqual({ kind: 'guessed', guess: null })
  })

  test('is possible where there are no items', async () => {
    const answer = says({ intent: 'human', items: [] })
    expect(await guess(answer, { question: { ...QUESTION, items: [] } })).toEqual({
      kind: 'guessed',
      guess: { intent: 'human', items: [] },
    })
  })

  test.each<readonly [string, OpenaiAnswer, object]>([
    [
      'of a wish that there is not',
      says({ intent: 'emergency', items: [] }),
      { kind: 'refused', detail: 'not as asked' },
    ],
    [
      'of an item that there is not',
      says({ intent: null, items: [{ item: 'dishes/D9', quantity: 1 }] }),
      { kind: 'refused' },
    ],
    ['of half a dish', says({ intent: null, items: [{ item: 'dishes/D1', quantity: 0.5 }] }), { kind: 'refused' }],
    ['with a word more', says({ intent: null, items: [], why: 'x' }), { kind: 'refused' }],
    ['in prose', { says: 'I think they want soup.' }, { kind: 'refused', detail: 'not as asked' }],
    ['in another shape', 'wrong-schema', { kind: 'refused', detail: 'not as asked' }],
    ['broken off', 'malformed', { kind: 'refused', detail: 'no JSON' }],
    ['too many at once', { status: 429, headers: { 'retry-after': '2' } }, { kind: 'throttled', retryAfterMs: 2_000 }],
    ['with a fault of theirs', { status: 500 }, { kind: 'unreachable', detail: '500' }],
    ['cut off', 'reset', { kind: 'unreachable' }],
  ])('%s is none', async (_, answer, outcome) => {
    expect(await guess(answer)).toMatchObject(outcome)
  })

  test('ends with its time, and with a wrong key', async () => {
    expect(await guess('silence', { ms: 100 })).toEqual({ kind: 'unreachable', detail: 'no answer in time' })
    expect(await guess(says({}), { key: 'sk-other' })).toEqual({ kind: 'refused', detail: '401' })
  })
})
