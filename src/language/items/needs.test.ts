import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const names = ['换灯泡', '电路检修', '马桶维修', '疏通下水道', '门窗维修', '烟囱清理', '轮椅租借', '轮椅维修', '收废品']
const more = [
  '磨刀',
  '伤口换药',
  '白天照看',
  '夜间陪护',
  '屋顶补漏',
  '灭鼠除虫',
  '缝补衣服',
  '测血糖',
  '量血压',
  '空调清洗',
  '修空调',
  '修冰箱',
  '装感应夜灯',
  '掏耳朵',
  '手机教学',
  '代缴水电费',
  '陪诊',
  '洗衣服务',
  '被褥换洗',
  '送桶装水',
  '临时看护',
  '陪聊',
  '轮椅接送',
  '代取药',
  '开锁换锁',
  '扶手安装',
]
const services = [...names, ...more].map(name => item(name, ['次']))
const reader = createReader(smallCatalogue([], services))
const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))

test.each([
  ['过道灯灭了，来换一个', '换灯泡'],
  ['坐便一直哗哗的', '马桶维修'],
  ['窗子关不严，冷得很', '门窗维修'],
  ['烟筒倒烟，得掏', '烟囱清理'],
  ['想租轮椅，去看花灯', '轮椅租借'],
  ['轮椅推着没劲', '轮椅维修'],
  ['攒了一堆酒瓶，来人收走', '收废品'],
  ['剪子切不动布了', '磨刀'],
  ['刀口上的纱布湿了', '伤口换药'],
  ['家里白天没人看俺爹', '白天照看'],
  ['can somebody stay the night with her', '夜间陪护'],
  ['一下雨屋漏', '屋顶补漏'],
  ['rats in the kitchen', '灭鼠除虫'],
  ['裤腿长了，改改', '缝补衣服'],
  ['想扎手指头看看', '测血糖'],
  ['高压低压都看看', '量血压'],
  ['冷气不冷了，来修', '修空调'],
  ['床头想要个会自己亮的', '装感应夜灯'],
  ['耳朵堵得听不清', '掏耳朵'],
  ['冰柜不制冷了', '修冰箱'],
  ['can anyone teach my father how to use his phone', '手机教学'],
  ['水费单子来了，谁替我交一下', '代缴水电费'],
  ['can somebody come with my husband to the hospital', '陪诊'],
  ['我要去拍片子，一个人走不了', '陪诊'],
  ['衬衫攒了一大堆，谁能来洗洗', '洗衣服务'],
  ['褥子脏得不能看了', '被褥换洗'],
  ['水又喝完了，给换一桶', '送桶装水'],
  ['我出门，得有人看着俺娘', '临时看护'],
  ['想找个人唠嗑，俩钟头', '陪聊'],
  ['要个能上轮椅的车', '轮椅接送'],
  ['胰岛素快见底了', '代取药'],
  ['水槽噎住了，一滴不走', '疏通下水道'],
  ['地漏便秘好几天', '疏通下水道'],
  ['床头插座死了，充不进电', '电路检修'],
  ['电闸一合就跳', '电路检修'],
  ['冰箱哼哼半天，咽气了', '修冰箱'],
  ['空调光喘，一屋子热风', '修空调'],
  ['防盗门的锁芯不认钥匙了', '开锁换锁'],
  ['小强满地跑', '灭鼠除虫'],
  ['棉裤开了个大口子', '缝补衣服'],
  ['降压药又没几片了，我腿不得劲，谁替我去拿一趟', '代取药'],
  ['十八号我去复诊，谁能跟俺跑一趟', '陪诊'],
  ['黑来俺爹一个人，得有人陪着睡', '夜间陪护'],
  ['下楼一转身门带上了，钥匙还在家里', '开锁换锁'],
  ['钥匙忘屋里了，进不去', '开锁换锁'],
  ['洗澡间给安根杆，能扶一把', '扶手安装'],
  ['假牙掉进茅厕里捞不出来，找人来掏', '疏通下水道'],
  ['俺爹一个人闷得慌，谁能陪他唠会儿', '陪聊'],
  ['领钱得刷脸，我不会弄，来个人教', '手机教学'],
  ['煤气费欠了俩月，来催了，替我交了吧', '代缴水电费'],
  ['下水道没堵，是坐便一直哗哗的', '马桶维修'],
  ['手机成天响，我也弄不懂为啥，找个年轻人教教', '手机教学'],
])('%s wants %s', (text, id) => {
  const { items } = reader.read(text, { language: 'zh-CN', now, open: null }).slots
  expect(items?.map(item => item.id)).toEqual([id])
})

test.each([
  ['过道灯灭了，不对，是坐便一直哗哗的', ['马桶维修']],
  ['窗子关不严，说错了，是一下雨屋漏', ['屋顶补漏']],
  ['窗子关不严，对了，坐便也一直哗哗的', ['门窗维修', '马桶维修']],
])('%s wants %j in the end', (text, ids) => {
  const { items } = reader.read(text, { language: 'zh-CN', now, open: null }).slots
  expect(items?.map(item => item.id).sort()).toEqual(ids)
})

test('an air conditioner that is broken is not to be cleaned', () => {
  const cleaning = createReader(smallCatalogue([], [item('空调清洗', ['次']), item('家电维修', ['次'])]))
  const { items } = cleaning.read('冷气坏了', { language: 'zh-CN', now, open: null }).slots
  expect(items?.map(item => item.id)).toEqual(['家电维修'])
})

test('拾掇 counts nothing', () => {
  const { items } = reader.read('过道灯灭了 得拾掇拾掇', { language: 'zh-CN', now, open: null }).slots
  expect(items).toMatchObject([{ quantity: null }])
})

test('so long as it takes is counted anew', () => {
  const { items } = reader.read('得有人看着俺娘 三个小时 不 得四个', { language: 'zh-CN', now, open: null }).slots
  expect(items).toMatchObject([{ id: '临时看护', quantity: 4 }])
})

test('so many as are to be brought are counted', () => {
  const { items } = reader.read('水喝完了，送两桶来', { language: 'zh-CN', now, open: null }).slots
  expect(items).toMatchObject([{ id: '送桶装水', quantity: 2 }])
})

test('what nobody on the menu mends names no other appliance', () => {
  const { items } = reader.read('电视没反应了', { language: 'zh-CN', now, open: null }).slots
  expect(items).toBeUndefined()
})
