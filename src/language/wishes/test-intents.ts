import { instant } from '../../core/civil-time.ts'
import type { Intent, Reading, SlotType } from '../../core/reading.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue(
    [item('番茄牛腩'), item('鸡蛋灌饼', ['个'], ['灌饼']), item('羊杂汤', ['碗']), item('大米饭', ['碗'], ['米饭'])],
    [
      item('家庭保洁', ['小时'], ['打扫卫生']),
      item('上门理发', ['次'], ['剪头发']),
      item('陪诊', ['次'], ['陪同就医']),
    ],
  ),
)
const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))

export function intentOf(text: string, expects: readonly SlotType[] | null): string {
  return intentsOf(text, expects)[0] ?? 'unknown'
}

/** Best first. */
export function intentsOf(text: string, expects: readonly SlotType[] | null): readonly Intent[] {
  return read(text, expects).intents.map(({ intent }) => intent)
}

export function read(text: string, expects: readonly SlotType[] | null): Reading {
  const open = expects && { expects, options: [], yesNo: expects.includes('yesno') }
  return reader.read(text, { language: 'zh-CN', now, open })
}
