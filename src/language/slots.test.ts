import { expect, test } from 'vitest'
import { instant } from '../core/civil-time.ts'
import type { ReadSlots, SlotType } from '../core/reading.ts'
import { createReader } from './create-reader.ts'
import { item, smallCatalogue } from './test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue(
    [
      item('番茄牛腩'),
      item('糖醋里脊', ['份'], ['里脊']),
      item('蒜蓉西兰花', ['份'], ['西兰花']),
      item('鲜肉馄饨', ['碗'], ['馄饨']),
      item('鸡蛋灌饼', ['个'], ['灌饼']),
      item('羊杂汤', ['碗']),
      item('三鲜水饺', ['斤'], ['水饺']),
      item('纯牛奶', ['杯'], ['牛奶']),
      item('白米饭', ['碗'], ['米饭']),
      item('五仁月饼', ['个'], ['月饼']),
    ],
    [
      item('家庭保洁', ['小时'], ['打扫卫生']),
      item('管道疏通', ['次'], ['通马桶']),
      item('家电维修', ['次'], ['修冰箱', '修空调']),
      item('水电维修', ['次'], ['修灯', '修水龙头']),
      item('上门理发', ['次'], ['剪头发']),
      item('陪诊', ['次'], ['陪同就医']),
      item('代取药', ['次']),
      item('擦玻璃', ['次']),
    ],
  ),
)
/** A Tuesday. */
const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))

function slotsOf(text: string, expects: readonly SlotType[] | null = null): ReadSlots {
  const open = expects && { expects, options: [], yesNo: expects.includes('yesno') }
  return reader.read(text, { language: 'zh-CN', now, open }).slots
}
const itemsOf = (text: string) => slotsOf(text).items?.map(({ id, quantity }) => [id, quantity])

test.each([
  ['我哥嫂一人一碗羊杂汤', [['羊杂汤', 2]]],
  ['一桌十二口，一人一个灌饼', [['鸡蛋灌饼', 12]]],
  ['羊杂汤一大家子六碗', [['羊杂汤', 6]]],
  ['来个人看看家电', [['家电维修', null]]],
  ['羊杂汤我一碗，他一碗，闺女回来再一碗', [['羊杂汤', 3]]],
  ['俺 俺妹 老张 一人一碗馄饨', [['鲜肉馄饨', 3]]],
  [
    '我们兄妹俩想吃牛腩一份、米饭两碗',
    [
      ['番茄牛腩', 1],
      ['白米饭', 2],
    ],
  ],
  ['牛腩一份，不，两份，电话15290376648', [['番茄牛腩', 2]]],
  ['我一碗 老头子一碗 对门老李也要一碗 都是馄饨', [['鲜肉馄饨', 3]]],
  ['我一碗 老伴一碗 对门老李也要一碗馄饨', [['鲜肉馄饨', 3]]],
  ['老张一碗馄饨 老李一碗 我也一碗', [['鲜肉馄饨', 3]]],
  ['一人一碗馄饨俺俩再加丈母娘', [['鲜肉馄饨', 3]]],
  [
    '俺跟老伴一人一碗馄饨 孙子也得一碗 灌饼四个',
    [
      ['鲜肉馄饨', 3],
      ['鸡蛋灌饼', 4],
    ],
  ],
  [
    '俺婆子俩 馄饨一人一碗 灌饼一人一个',
    [
      ['鲜肉馄饨', 2],
      ['鸡蛋灌饼', 2],
    ],
  ],
  ['三碗馄饨 一碗少盐 那两碗照常', [['鲜肉馄饨', 3]]],
  ['牛腩四份 下午两点 太晚 一点吧', [['番茄牛腩', 4]]],
  ['灌饼俩 早起七点', [['鸡蛋灌饼', 2]]],
])('who eats in %s is counted', (text, items) => expect(itemsOf(text)).toEqual(items))

test.each([
  [
    '修一下灯，剪个头发',
    [
      ['水电维修', null],
      ['上门理发', null],
    ],
  ],
  ['推一推，取个药', [['代取药', null]]],
  ['不要馄饨 灌饼两个', [['鸡蛋灌饼', 2]]],
  ['再不来碗馄饨我就走不动了', [['鲜肉馄饨', null]]],
  ['米饭一碗，牛奶一杯，米饭算了，我胃不好', [['纯牛奶', 1]]],
  ['牛腩一份，别，太腻，来份里脊', [['糖醋里脊', 1]]],
  [
    '一海碗羊杂汤，一满杯牛奶',
    [
      ['羊杂汤', 1],
      ['纯牛奶', 1],
    ],
  ],
  ['水饺斤半', [['三鲜水饺', 1.5]]],
  [
    '四个人的饭 番茄牛腩 里脊各一份',
    [
      ['番茄牛腩', 1],
      ['糖醋里脊', 1],
    ],
  ],
  ['七月初七，他爱听牛郎织女，擦玻璃', [['擦玻璃', null]]],
  [
    '羊杂汤两碗，牛奶一杯，羊杂汤匀一碗给牛奶',
    [
      ['羊杂汤', 1],
      ['纯牛奶', 2],
    ],
  ],
  ['羊杂汤两碗，牛奶一杯，羊杂汤的两碗改成牛奶', [['纯牛奶', 3]]],
  ['原想吃牛腩，牙不行，来碗馄饨', [['鲜肉馄饨', null]]],
  ['饺子三斤半', [['三鲜水饺', 3.5]]],
  ['rice for three', [['白米饭', 3]]],
])('%s asks for %j', (text, items) => expect(itemsOf(text)).toEqual(items))

test.each(['几点得闲几点来', '糖醋排骨', '水饺 西兰花馅的'])('%s guesses no other item', text => {
  const named = slotsOf(text, ['items']).items?.map(({ id }) => id) ?? []
  expect(named.filter(id => id !== '三鲜水饺')).toEqual([])
})

test.each([
  '家里突然黑了，修灯',
  '夜里有人哭，叫人来',
  '半斤，多一口他夜里就胃反酸',
  '我怕他夜里摔，叫人来看看',
  '水管滴答一黑老，睡不着',
  '那个黑蛋拌豆腐',
])('%s names no time of day', text => expect(slotsOf(text, ['items']).period).toBeUndefined())
test('legs and oxen are not what is ordered', () => {
  expect(slotsOf('饿得能吞下一头牛', ['number']).quantity).toBeUndefined()
  expect(slotsOf('表停了俩月了', ['time']).quantity).toBeUndefined()
  expect(slotsOf('跑断俺两条腿', ['number']).quantity).toBeUndefined()
})

test.each([
  ['蕃茄牛腩一份', [['番茄牛腩', 1]]],
  ['番茄牛男两份', [['番茄牛腩', 2]]],
  ['来碗浑吞', [['鲜肉馄饨', null]]],
  ['唐醋里几一份', [['糖醋里脊', 1]]],
  ['算蓉西蓝花', [['蒜蓉西兰花', null]]],
  ['鸡蛋罐饼仨', [['鸡蛋灌饼', 3]]],
  ['三先水饺一斤', [['三鲜水饺', 1]]],
  ['糖醋脊里一份', [['糖醋里脊', 1]]],
  ['番茄腩一份', [['番茄牛腩', 1]]],
  [
    '羊杂汤俩，唐醋里脊仨',
    [
      ['羊杂汤', 2],
      ['糖醋里脊', 3],
    ],
  ],
])('%s is heard as %j', (text, items) => expect(itemsOf(text)).toEqual(items))

test.each([
  ['两晚馄饨', [['鲜肉馄饨', 2]]],
  ['来两分里脊', [['糖醋里脊', 2]]],
  ['三各灌饼', [['鸡蛋灌饼', 3]]],
  [
    '一背牛奶 两腕米饭',
    [
      ['纯牛奶', 1],
      ['白米饭', 2],
    ],
  ],
])('what is counted is heard in %s', (text, items) => expect(itemsOf(text)).toEqual(items))

test.each(['嘴里发苦', '厂里发那吊扇', '家里发大水', '想理发'])(
  'a haircut is heard in %s only where it is one',
  text => {
    expect(itemsOf(text) !== undefined).toBe(text === '想理发')
  },
)

test.each(['不是这一页', '你老说同一句', '一辈子没吃过', '心脏放了俩支架'])('%s counts nothing', text => {
  expect(slotsOf(text, ['items']).quantity).toBeUndefined()
})

test.each(['俺刘奶奶来了', '给我糖白放', '今天天气好', '买三斤鸡蛋', '这里几个人', '我没有钱', '你是哪里人'])(
  'no dish is heard in %s',
  text => expect((itemsOf(text) ?? []).filter(([id]) => !String(id).startsWith('代'))).toEqual([]),
)

test.each([
  ['马桶堵了，水直往外返', '管道疏通'],
  ['厨房水池下水不通', '管道疏通'],
  ['冰箱不制冷了', '家电维修'],
  ['空调光转不凉', '家电维修'],
  ['客厅的灯一闪一闪的', '水电维修'],
  ['水龙头滴答了一夜', '水电维修'],
  ['头发长得盖住眼了', '上门理发'],
  ['俺一个人去医院不中，谁陪陪俺', '陪诊'],
  ['降压药快吃完了', '代取药'],
  ['屋里脏得下不去脚', '家庭保洁'],
  ['窗户糊得看不见外头', '擦玻璃'],
])('%s needs %s', (text, id) => expect(itemsOf(text)).toEqual([[id, null]]))

test.each([
  ['羊杂汤三碗，不对，两碗', [['羊杂汤', 2]]],
  ['三碗羊杂汤不对两碗', [['羊杂汤', 2]]],
  ['灌饼要四个吧，算了六个', [['鸡蛋灌饼', 6]]],
  ['灌饼三个呃四个', [['鸡蛋灌饼', 4]]],
  ['水饺一斤，要不一斤半吧', [['三鲜水饺', 1.5]]],
  ['打扫卫生俩小时不够，仨小时吧', [['家庭保洁', 3]]],
  ['家庭保洁一个半钟头', [['家庭保洁', 1.5]]],
  ['羊杂汤两碗，半小时后送', [['羊杂汤', 2]]],
  [
    '俺老两口，羊杂汤两碗灌饼两个',
    [
      ['羊杂汤', 2],
      ['鸡蛋灌饼', 2],
    ],
  ],
  ['不要羊杂汤，要馄饨', [['鲜肉馄饨', null]]],
  ['要羊杂汤，哦不，要馄饨', [['鲜肉馄饨', null]]],
])('%s ends as %j', (text, items) => expect(itemsOf(text)).toEqual(items))

test.each([
  ['明天上午，算了改后天下午', '2026-11-26', 'afternoon'],
  ['后儿不，大后儿早上', '2026-11-27', 'breakfast'],
  ['周三，哦周四晌午', '2026-11-26', 'lunch'],
])('%s ends on %s', (text, date, period) => expect(slotsOf(text)).toMatchObject({ date, period }))

test.each([
  ['3号楼，不对，5号楼2单元', '5号楼2单元'],
  ['文化路，不是文化路，是文博路8号院', '文博路8号院'],
  ['俺家就在二七广场旁边，德化街12号', '二七广场旁边，德化街12号'],
  ['地址是金水区花园路39号院2号楼，快点送', '金水区花园路39号院2号楼'],
  ['送到中原区建设路锦绣花园3号楼1单元501', '中原区建设路锦绣花园3号楼1单元501'],
])('asked where, %s is %s', (text, address) => expect(slotsOf(text, ['address']).address).toBe(address))

test.each([
  ['ZZ410183 20261108 000031 7 我对着条子打的', 'ZZ410183202611080000317'],
  ['编号20260101不对是20260110', '20260110'],
  ['d v二零二六零零一一', 'DV20260011'],
  ['zz四一零一杠零三零四零五', 'ZZ4101030405'],
  ['ZZ-4101-0304', 'ZZ41010304'],
  ['ZZ-4101-B', 'ZZ4101B'],
  ['二零二六零五三一 哎不对 末尾是三七 二零二六零五三七', '20260537'],
  ['TK后头五个零再一个九', 'TK000009'],
  ['二零二六 四个零 一', '202600001'],
  ["it's M for mother, Z, two zero two six, double oh, one nine", 'MZ20260019'],
  ['double seven zero one triple five', '7701555'],
  ['D as in dog K as in king 2026 0011', 'DK20260011'],
  ['英文T 然後W 再來 三零五 七七 一', 'TW305771'],
  ['申请号两千零二十六杠一一八', '2026118'],
])('%s holds the number %s', (text, applicationNumber) =>
  expect(slotsOf(text, ['application_number'])).toMatchObject({ applicationNumber }),
)

test('a mobile that is said anew is no number of a paper', () => {
  const slots = slotsOf('我的号一三五 九二零幺 七七三七 哎念错了 一三五九二零幺七七三八')
  expect(slots).toMatchObject({ phone: '13592017738' })
  expect(slots.applicationNumber).toBeUndefined()
})

test.each(['要三个八宝粥', 'one bowl and two buns', '来五个九寸的'])('%s calls no figures', text => {
  expect(slotsOf(text, ['application_number']).applicationNumber).toBeUndefined()
})

test('the last letter of an ID number may be called', () => {
  expect(slotsOf('四一零一零三一九四零零一零一一二三叉')).toMatchObject({ idNumber: '41010319400101123X' })
})

test.each([
  ['花生别放', ['no_peanut']],
  ['糖白放', ['no_sugar']],
  ['香菜不要，盐少点', ['less_salt', 'no_cilantro']],
  ['俺吃斋', ['vegetarian']],
  ['羊杂汤一碗，醋也多放', ['more_vinegar']],
  ['馄饨多多的醋', ['more_vinegar']],
  ['甭搁冰糖', ['no_sugar']],
  ['冰糖就甭放了', ['no_sugar']],
  ['少来点盐', ['less_salt']],
  ['油少来点', ['less_oil']],
  ['馄饨两碗少放烟', ['less_salt']],
  ['她对花生过敏', ['no_peanut']],
])('%s asks for %j', (text, dietary) => expect([...(slotsOf(text).dietary ?? [])].sort()).toEqual(dietary))

test.each([
  ['牛腩卖十八？那也来一份', 1],
  ['馄饨多少钱，八块？来两碗吧', 2],
  ['要六个月饼', 6],
  ['人多了俩，馄饨来五碗', 5],
  ['订外卖两份牛腩', 2],
])('%s asks for %j', (text, quantity) => expect(slotsOf(text).items).toMatchObject([{ quantity }]))

test.each(['就照昨儿那俩菜', '老规矩，那俩菜就中', '你给挑一个', '帮我挑一份'])('%s counts nothing', text =>
  expect(slotsOf(text, ['items']).quantity).toBeUndefined(),
)

test.each([
  ['差十分十二点', '11:50'],
  ['差一刻九点', '08:45'],
])('%s is %s', (text, time) => expect(slotsOf(text)).toMatchObject({ time }))
