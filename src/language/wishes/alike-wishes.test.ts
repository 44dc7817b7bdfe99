import { expect, test } from 'vitest'
import { intentOf } from './test-intents.ts'

test.each([
  ['去菜场替我捎一斤豆腐两根葱', 'order_service'],
  ['矿泉水喝光了 扛一桶上来 我拎不动', 'order_service'],
  ['明天中午两碗羊杂汤', 'order_meal'],
  ['闹钟给我定到七点', 'unknown'],
  ['给俺外孙女打个视频电话', 'unknown'],
  ['闹钟坏了 来个人修修', 'order_service'],
  ['卫生间改造听说公家补一半 在哪儿报', 'apply_assistance'],
  ['卫生间灯坏了 找个师傅', 'order_service'],
  ['昨天打扫的把我茶壶碰碎了 也不说一声', 'complaint'],
  ['茶壶碰碎了一地 来人打扫打扫', 'order_service'],
  ['昨黑电视里演到一家人团圆 我哭了一场', 'smalltalk'],
  ['电视没影了 光有声 来人看看', 'order_service'],
  ['没着火 是小区演习 喇叭喊了半天', 'smalltalk'],
])('%s: of what sounds alike it is %s', (text, intent) => {
  expect(intentOf(text, null)).toBe(intent)
})

test.each([
  ['你听岔了 我说的是大后天', ['yesno'], 'modify'],
  ['那碗面跟师傅说少搁盐', ['address'], 'modify'],
  ['老是这一句 我要跟真人说', ['number'], 'human'],
  ['不是这页 回前头那页', ['items'], 'undo'],
] as const)('%s, said to a question about %j, is no answer but %s', (text, expects, intent) => {
  expect(intentOf(text, expects)).toBe(intent)
})
