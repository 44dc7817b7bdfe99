import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const unblocking = item('疏通下水道', ['次'], ['通水管', '通马桶'])
const names = ['水龙头维修', '助听器调试', '空调清洗', '被褥拆洗', '擦玻璃', '日常保洁', '安装扶手', '代买药']
const others = ['陪同就医', '洗衣机维修', '推拿按摩', '换灯泡', '上门洗澡', '缝补衣服']
const bath = item('助浴', ['次'], ['洗澡'])
const services = [unblocking, bath, item('油烟机清洗', ['次'], ['洗油烟机'])]
const reader = createReader(smallCatalogue([], [...services, ...[...names, ...others].map(name => item(name, ['次']))]))
const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))

test.each([
  ['水管头滴答滴答，拧不紧', ['水龙头维修']],
  ['水管漏了', ['水龙头维修']],
  ['水龙头脖子折了', ['水龙头维修']],
  ['厨房水道堵死了', ['疏通下水道']],
  ['马桶边上想安个扶着的', ['安装扶手']],
  ['马桶边装一个扶手，洗澡间一个', ['安装扶手']],
  ['腊月二十四扫房子那天来擦擦玻璃', ['擦玻璃']],
  ['助听器里头吱吱响', ['助听器调试']],
  ['俺娘的主听器又没声了', ['助听器调试']],
  ['助听器啸叫得慌，来给调调', ['助听器调试']],
  ['降糖药只剩仨了，跑趟药店', ['代买药']],
  ['挂了二院的号，得有人领着', ['陪同就医']],
  ['洗衣机一甩干就咣当咣当', ['洗衣机维修']],
  ['膝盖一变天就疼，给推推揉揉', ['推拿按摩']],
  ['澡堂子去不动了，安排人帮洗', ['助浴']],
  ['空调一台 油烟机一台 一起洗', ['空调清洗', '油烟机清洗']],
])('%s asks for %j', (text, ids) => {
  const { items } = reader.read(text, { language: 'zh-CN', now, open: null }).slots
  expect(items?.map(({ id }) => id).sort()).toEqual(ids.sort())
})

test.each(['碎了一地，扫干净了', '灯换好了', '水管没爆'])('%s asks for nothing', text => {
  expect(reader.read(text, { language: 'zh-CN', now, open: null }).slots.items).toBeUndefined()
})

test.each([
  ['这两床被子得拆洗了', 2],
  ['把三床褥子洗洗', 3],
])('%s counts %i', (text, quantity) => {
  const { items } = reader.read(text, { language: 'zh-CN', now, open: null }).slots
  expect(items).toMatchObject([{ id: '被褥拆洗', quantity }])
})
