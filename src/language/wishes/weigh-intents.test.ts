import { expect, test } from 'vitest'
import type { OpenForReading } from '../../core/reading.ts'
import type { Heard } from './intent-features.ts'
import { emergencyLead, weighIntents } from './weigh-intents.ts'

const nothing: Heard = {
  masked: '',
  signs: new Set(),
  slots: {},
  open: null,
  inNeed: false,
  unwell: false,
  ruled: [],
}
const asked = (expects: OpenForReading['expects'], options: OpenForReading['options'] = []): OpenForReading => ({
  expects,
  options,
  yesNo: expects.includes('yesno'),
})

test.each([
  ['在家里怎么用这个软件', 'help'],
  ['送来的时候盒子都压扁了汤流了一地', 'complaint'],
  ['麻烦喊一位管事的来接电话', 'human'],
  ['P想要QM', 'order_meal'],
])('no rule fits %s: it is taken for what people mean by such words', (masked, intent) => {
  expect(weighIntents({ ...nothing, masked })[0]?.intent).toBe(intent)
})

test('what rules and words agree on is as sure as the surer of them', () => {
  const ruled = [{ intent: 'order_meal', sure: 0.9 } as const]
  expect(weighIntents({ ...nothing, masked: '来QM', ruled })[0]).toEqual({ intent: 'order_meal', sure: 0.9 })
})

test('what the rules saw is kept beside, too unsure to act on', () => {
  const ruled = [{ intent: 'cancel', sure: 0.85 } as const]
  const [first, ...others] = weighIntents({ ...nothing, masked: '谢谢你啊辛苦了', ruled })
  expect(first?.intent).toBe('smalltalk')
  expect(others).toContainEqual({ intent: 'cancel', sure: 0.5 })
})

test('to a question that no line was learnt for, and where options are shown, the rules decide', () => {
  const ruled = [{ intent: 'cancel', sure: 0.85 } as const]
  for (const open of [asked(['name']), asked(['yesno'], [() => ['对'], () => ['不对']])]) {
    expect(weighIntents({ ...nothing, masked: '谢谢', ruled, open })).toBe(ruled)
  }
})

test('how much rather it is an emergency is told beside', () => {
  const lead = (masked: string) => emergencyLead({ ...nothing, masked })
  expect(lead('俺摔倒了起不来快来人')).toBeGreaterThan(0)
  expect(lead('来一碗QM送到家')).toBeLessThan(0)
})

test('an emergency is none of the wishes', () => {
  const intents = weighIntents({ ...nothing, masked: '救命摔倒了起不来' }).map(({ intent }) => intent)
  expect(intents).not.toContain('emergency')
})
