import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenaiService, openOpenaiService } from '../stand-ins/openai-service.ts'
import { type EdgeRig, edgeRig } from './edge-rig.ts'
import { EdgeTalk } from './edge-talk.ts'

let service: OpenaiService
let rig: EdgeRig
beforeAll(async () => {
  service = await openOpenaiService()
  rig = await edgeRig({ MODEL_URL: service.url, MODEL_KEY: service.key, MODEL_NAME: service.model })
})
afterAll(async () => {
  await rig?.close()
  await service?.close()
})

test('what nobody understood is guessed at on the edge too, and asked about', async () => {
  const talk = await EdgeTalk.begin(rig.url)
  await talk.says('您好')
  service.next({ says: JSON.stringify({ intent: 'order_meal', items: [] }) })
  expect(await talk.says('呜哩哇啦嘟')).toContain('您是说')
  expect(service.asked).toHaveLength(1)
  service.next({ status: 400 })
  expect(await talk.says('叽里咕噜')).toContain('慢慢来')
})
