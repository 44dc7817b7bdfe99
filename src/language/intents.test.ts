import { expect, test } from 'vitest'
import type { Catalogue } from '../core/catalogue.ts'
import { instant } from '../core/civil-time.ts'
import type { SlotType } from '../core/reading.ts'
import { createReader } from './create-reader.ts'

const item = (id: string, unit: string, ...aliases: string[]) => ({ id, name: { 'zh-CN': id }, aliases, units: [unit] })
const catalogue: Catalogue = {
  version: 'test',
  areas: [],
  lists: [
    {
      name: 'dishes',
      intent: 'order_meal',
      ambiguous: [],
      items: [
        item('番茄牛腩', '份'),
        item('鸡蛋灌饼', '个', '灌饼'),
        item('羊杂汤', '碗'),
        item('大米饭', '碗', '米饭'),
      ],
    },
    {
      name: 'services',
      intent: 'order_service',
      ambiguous: [],
      items: [item('家庭保洁', '小时', '打扫卫生'), item('上门理发', '次', '剪头发'), item('陪诊', '次', '陪同就医')],
    },
  ],
}
const reader = createReader(catalogue)
const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))

function intentOf(text: string, expects: readonly SlotType[] | null): string {
  const open = expects && { expects, options: [], yesNo: expects.includes('yesno') }
  return reader.read(text, { language: 'zh-CN', now, open }).intents[0]?.intent ?? 'unknown'
}

test.each([
  ['check_application', '俺那补贴的事儿走到哪一步啦'],
  ['check_application', '高龄津贴啥时候能打到卡上'],
  ['check_application', '上个月交的材料到现在没个信儿'],
  ['check_application', '给我查查我老伴的特困批了没有'],
  ['check_application', '残疾证办下来没'],
  ['check_application', '救助款怎么还没到账'],
  ['check_application', 'has my allowance been approved yet'],
  ['apply_assistance', '俺八十了，高龄津贴去哪儿领'],
  ['apply_assistance', '办低保都要啥材料'],
  ['apply_assistance', '想给我妈申请护理补贴'],
  ['apply_assistance', 'how can I apply for the carer subsidy'],
  ['complaint', '饭都凉透了咋吃'],
  ['complaint', '订的十二点，现在都一点半了还没见人'],
  ['complaint', '今儿这菜咸得没法吃'],
  ['complaint', '送饭那小伙子态度可差'],
  ['complaint', '我要的是三个包子，你们少给一个'],
  ['complaint', '你们送错了，这不是我点的'],
  ['complaint', '保洁阿姨干一半就走了'],
  ['complaint', '汤洒了一袋子'],
  ['complaint', 'the driver was so rude to me'],
  ['complaint', 'my lunch still has not arrived, it is an hour late'],
  ['human', '俺想跟你们管事的说两句'],
  ['human', '能不能给我回个电话'],
  ['human', '跟机器说不清，换个人来'],
  ['human', 'can I speak to somebody please'],
  ['request_visit', '想请社工来家里坐坐'],
  ['request_visit', '俺一个人怪闷的，派个人来陪我说说话'],
  ['request_visit', '社区的人啥时候能来看看我'],
  ['request_visit', 'could a volunteer drop by and keep me company'],
  ['repeat', '没听懂，你再讲一遍'],
  ['repeat', '说慢点，俺耳朵背'],
  ['repeat', '你刚才说的啥'],
  ['repeat', 'could you say that again'],
  ['undo', '哎呀手滑按错了'],
  ['undo', '退回到前一步'],
  ['undo', '刚才那个不算数'],
  ['help', '你都能干点啥'],
  ['help', '这东西咋使'],
  ['help', '你们都有啥服务'],
  ['help', '送餐要不要钱'],
  ['help', 'what can you do for me'],
  ['cancel', '明天的饭别送了'],
  ['cancel', '陪诊先不约了，改天再说'],
  ['cancel', '不想订了'],
  ['cancel', 'please call off the haircut'],
  ['modify', '我订的米饭改成三碗'],
  ['modify', '刚才那份饭再加个灌饼'],
  ['modify', '把送饭的时间往后推到一点'],
  ['modify', 'move my booking to 3 pm'],
  ['smalltalk', '谢谢啊，你们辛苦了'],
  ['smalltalk', '吃了没呀'],
  ['smalltalk', '俺孙女考上研究生了'],
  ['smalltalk', '今天天气真好'],
  ['order_meal', '晌午想吃羊杂汤'],
  ['order_meal', '肚子饿了，给弄点吃的'],
  ['order_meal', '订个晚饭'],
  ['order_service', '家里该打扫卫生了'],
  ['order_service', '找个人来剪头发'],
  ['order_service', '周五去医院，想找个陪诊的'],
  ['unknown', '嗯那个'],
  ['unknown', 'qwerty'],
])('with nothing asked, %s: %s', (intent, text) => expect(intentOf(text, null)).toBe(intent))

test.each<[SlotType, string, string]>([
  ['items', 'answer', '你看着上吧'],
  ['items', 'answer', '啥都行，俺不挑'],
  ['items', 'answer', '羊杂汤'],
  ['items', 'check_application', '等会儿，我那低保批了没'],
  ['items', 'request_visit', '先叫个人来家坐坐'],
  ['items', 'cancel', '算了，自个儿做吧'],
  ['number', 'answer', '说不准几个'],
  ['number', 'answer', '仨'],
  ['number', 'help', '一份有多大'],
  ['number', 'cancel', '不要了'],
  ['number', 'repeat', '没听清'],
  ['time', 'answer', '啥时候都中'],
  ['time', 'answer', '明儿晌午'],
  ['time', 'cancel', '改天再说吧'],
  ['time', 'human', '叫个人接'],
  ['address', 'answer', '老地方'],
  ['address', 'cancel', '不说了，不要了'],
  ['address', 'repeat', '你说的啥呀'],
  ['address', 'undo', '退回上一步'],
  ['address', 'modify', '时间改成明儿晌午'],
  ['application_number', 'answer', '记不住号了'],
  ['application_number', 'help', '啥叫编号'],
  ['application_number', 'help', '这个号在哪儿看'],
  ['yesno', 'answer', '中'],
  ['yesno', 'answer', '不要了'],
  ['yesno', 'modify', '中，再加碗羊杂汤'],
  ['yesno', 'modify', '多了，两碗就够'],
  ['yesno', 'modify', '对，改成后天送'],
  ['yesno', 'human', '我要跟人说'],
])('asked for %s, %s: %s', (type, intent, text) => expect(intentOf(text, [type])).toBe(intent))
