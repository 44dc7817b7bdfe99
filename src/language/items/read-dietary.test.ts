import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import type { SlotType } from '../../core/reading.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(smallCatalogue([item('鲜肉馄饨', ['碗'], ['馄饨'])]))

function slotsOf(text: string, expects: readonly SlotType[] | null = null) {
  const open = expects && { expects, options: [], yesNo: false }
  return reader.read(text, { language: 'zh-CN', now: instant(Date.parse('2026-11-24T10:00:00+08:00')), open }).slots
}

test.each([
  ['要碗馄饨，只能吃软的', ['soft']],
  ['wonton with no scallions w/o ginger', ['no_scallion', 'no_ginger']],
  ['馄饨一碗，醋给我多搁点', ['more_vinegar']],
  ['馄饨一碗，我吃不了辣', ['no_spicy']],
  ['随意，素的即可', ['vegetarian']],
  ['素的就中', ['vegetarian']],
  ['素的也行', ['vegetarian']],
  ['给我弄个素的吧', ['vegetarian']],
  ['挑个素菜，软和点', ['vegetarian', 'soft']],
  ['馄饨一碗，醋往死里搁', ['more_vinegar']],
])('%s is made so: %j', (text, dietary) => expect(slotsOf(text).dietary).toEqual(dietary))

test.each(['清真寺街二十三号', '回回得拽着门框'])('%s names no diet', text => {
  expect(slotsOf(text, ['address']).dietary).toBeUndefined()
})
