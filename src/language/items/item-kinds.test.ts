import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue([
    item('大肉白菜饺子', ['斤'], ['大肉饺子']),
    item('韭菜鸡蛋饺子', ['斤'], ['素饺子']),
    item('羊肉烩面', ['碗'], ['烩面']),
    item('三鲜素烩面', ['碗']),
    item('胡辣汤', ['碗']),
    item('牛肉丸子汤', ['碗']),
    item('卤牛肉', ['斤']),
  ]),
)

function read(text: string) {
  const context = { language: 'zh-CN', now: instant(Date.parse('2026-11-24T10:00:00+08:00')), open: null } as const
  const { slots } = reader.read(text, context)
  const ordered = (slots.items ?? []).map(({ id, quantity }) => `${id} ${quantity}`)
  const asked = (slots.ambiguous ?? []).map(({ term, quantity }) => `${term}? ${quantity}`)
  return [...ordered, ...asked, ...(slots.removeItems ?? []).map(({ id }) => `-${id}`)]
}

test.each([
  ['牛肉一斤', ['卤牛肉 1']],
  ['牛肉一斤 太多 半斤 半斤得了', ['卤牛肉 0.5']],
  ['大肉饺子一斤半，再来一斤素的', ['大肉白菜饺子 1.5', '韭菜鸡蛋饺子 1']],
  ['饺子一斤 要素的', ['韭菜鸡蛋饺子 1']],
  ['饺子一斤半 大肉嘞', ['大肉白菜饺子 1.5']],
  ['饺子二斤够不够 就二斤大肉的吧', ['大肉白菜饺子 2']],
  ['饺子一斤，再来半斤韭菜的', ['韭菜鸡蛋饺子 0.5', '饺子? 1']],
  ['烩面换成素的', ['三鲜素烩面 null', '-羊肉烩面']],
  ['面两碗', ['面? 2']],
  ['来碗面', ['面? null']],
  ['来碗会面 羊肉的', ['羊肉烩面 null']],
  ['二斤扁食 不要肉嘞 俺娘吃斋', ['韭菜鸡蛋饺子 2']],
])('%s names one of a kind by what it is made of', (text, lines) => expect(read(text)).toEqual(lines))

test('how it is to be names no other dish', () => expect(read('胡辣汤 不要辣的 一碗')).toEqual(['胡辣汤 1']))
