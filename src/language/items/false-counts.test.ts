import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { Claims } from '../wishes/claims.ts'
import { findQuantities } from './quantities.ts'

test.each([
  ['翻了半天没一个想吃', []],
  ['香菜一根都不能有', []],
  ['中午那一份退了', []],
  ['那一份吧', [1]],
  ['老三也来', []],
  ['帮俺一把', []],
  ['谁来拉我一把', []],
  ['要一把', [1]],
  ['一笔勾销', []],
  ['木耳跟肉一块炒的', []],
  ['豆腐一块', [1]],
  ['两个老的都在家', []],
  ['来俩志愿者', []],
  ['改五单元', []],
  ['二…三份', [3]],
  ['一 一碗', [1]],
  ['二十…二十五个', [25]],
])('%s counts %j', (text, values) => {
  const folded = fold(text)
  const counted = findQuantities(folded, new Claims(folded.dense.length), []).filter(({ measured }) => measured)
  expect(counted.map(({ value }) => value)).toEqual(values)
})
