import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue(
    [
      item('凉拌海带丝'),
      item('蛋炒饭'),
      item('桶子鸡'),
      item('道口烧鸡', ['份'], ['烧鸡']),
      item('鲤鱼焙面'),
      item('江米切糕', ['份'], ['枣糕']),
      item('羊肉饺子'),
      item('白菜豆腐饺子'),
    ],
    [item('暖气检修'), item('掏耳朵'), item('换纱窗'), item('洗窗帘')],
  ),
)

function read(text: string) {
  return reader.read(text, { language: 'zh-CN', now: instant(Date.parse('2026-11-24T10:00:00+08:00')), open: null })
    .slots
}

test.each([
  ['那个海代私凉办的晚上要一份', '凉拌海带丝'],
  ['来一份饭炒鸡蛋那个', '蛋炒饭'],
  ['来一只桶鸡', '桶子鸡'],
  ['那边有名的那个烧的鸡，一只', '道口烧鸡'],
  ['鱼身上盖着一层细面条的那个菜，一份', '鲤鱼焙面'],
  ['搁点儿枣的那个黏糕，两块', '江米切糕'],
  ['送饺子，白菜豆腐馅儿的，一斤半', '白菜豆腐饺子'],
  ['暖气那儿往下滴水，后天上午来检修一下', '暖气检修'],
  ['耳朵里嗡嗡响，找人掏掏', '掏耳朵'],
  ['纱窗仨，尺寸都一样', '换纱窗'],
])('%s is %s in other words', (text, id) => expect(read(text).items?.map(found => found.id)).toEqual([id]))

test.each(['今天饭吃得早', '我家那只鸡下蛋了', '海边的带鱼丝毫不腥', '窗户外头有风'])('%s names nothing', text =>
  expect(read(text).items).toBeUndefined(),
)

test.each([
  ['今天中五', 'lunch'],
  ['后天上五', 'morning'],
])('%s is heard as %s', (text, period) => expect(read(text).period).toBe(period))

test('the fifth floor is no part of the day', () => expect(read('上五楼来').period).toBeUndefined())
