import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const noodles = [item('羊肉烩面', ['碗'], ['烩面']), item('捞面', ['碗'])]
const porridge = [item('八宝粥', ['碗']), item('八宝饭'), item('米饭', ['碗'], ['大米饭'])]
const filled = [item('大肉饺子', ['斤']), item('韭菜鸡蛋饺子', ['斤'], ['素饺子']), item('素馅包子', ['个'], ['包子'])]
const breads = [item('馒头', ['个'], ['馍']), item('玉米窝头', ['个'], ['窝头'])]
const others = ['红烧肉', '黄焖鸡', '醋溜土豆丝', '豆浆'].map(name => item(name))
const services = ['日常保洁', '量血压', '搬运重物', '买菜'].map(name => item(name, ['次']))
const reader = createReader(smallCatalogue([...noodles, ...porridge, ...filled, ...breads, ...others], services))
const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))

test.each([
  ['那个会面还有没有，俺想吃一碗', ['羊肉烩面']],
  ['会面来两碗', ['羊肉烩面']],
  ['红烧又来一份', ['红烧肉']],
  ['八宝稀饭三碗', ['八宝粥']],
  ['饺子咋卖的，要素的，半斤', ['韭菜鸡蛋饺子']],
  ['馋那口鸡了，小砂锅里炖的那种，来一份', ['黄焖鸡']],
  ['想吃酸的脆的切成丝那个菜', ['醋溜土豆丝']],
  ['来俩杂粮的，尖顶带眼那个馍', ['玉米窝头']],
  ['捞面，哦不是，孙女不爱吃捞面，来碗烩面', ['羊肉烩面']],
  ['一袋大米从门口扛上楼', ['搬运重物']],
  ['五十斤大米搬到四楼', ['搬运重物']],
])('%s asks for %j', (text, ids) => {
  const { items } = reader.read(text, { language: 'zh-CN', now, open: null }).slots
  expect(items?.map(({ id }) => id)).toEqual(ids)
})

test('a meeting that is put off is no dish', () => {
  const { items } = reader.read('那个会面改到下午', { language: 'zh-CN', now, open: null }).slots
  expect(items).toBeUndefined()
})

test.each([
  ['再拿四个馍够不够', [['馒头', 4]]],
  [
    '带两套 包子四个豆浆两杯',
    [
      ['素馅包子', 4],
      ['豆浆', 2],
    ],
  ],
  ['豆浆要热的三杯别两杯了', [['豆浆', 3]]],
  ['馍五个，别四个了', [['馒头', 5]]],
])('%s counts %j', (text, counted) => {
  const { items } = reader.read(text, { language: 'zh-CN', now, open: null }).slots
  expect(items?.map(({ id, quantity }) => [id, quantity])).toEqual(counted)
})

test('what is on a shopping list is no dish', () => {
  const { items } = reader.read('买菜，土豆两斤，鸡一只', { language: 'zh-CN', now, open: null }).slots
  expect(items?.some(({ list }) => list === 'dishes') ?? false).toBe(false)
})

test('a milder taste of leek is no less salt', () => {
  const { dietary } = reader.read('大肉饺子半斤，葱味淡一点', { language: 'zh-CN', now, open: null }).slots
  expect(dietary).toBeUndefined()
})

test.each(['牙掉了三颗，弄点软和的', '壶摔了八瓣', '俺说了一大串'])('%s orders no number of things', text => {
  expect(reader.read(text, { language: 'zh-CN', now, open: null }).slots.quantity).toBeUndefined()
})

test.each(['前头订的烩面作废，改捞面两碗', '刚才点的烩面算了，换捞面'])('%s takes out what was ordered', text => {
  const { items, removeItems } = reader.read(text, { language: 'zh-CN', now, open: null }).slots
  expect([items?.[0]?.id, removeItems?.[0]?.id]).toEqual(['捞面', '羊肉烩面'])
})
