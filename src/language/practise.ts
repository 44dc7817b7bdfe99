import type { Instant } from '../core/civil-time.ts'
import { BASE_LANGUAGE } from '../core/language.ts'
import type { OpenForReading, SlotType } from '../core/reading.ts'
import type { Reader } from './reader.ts'
import { LONGEST } from './text/fold.ts'

/** Some of everything that is read in a message. */
const SENTENCES: readonly string[] = [
  '您好',
  '明天中午给我送两份番茄炒蛋盖饭，再加一碗小米粥，少放盐',
  '后天下午三点半来个人修一下空调，不制冷了',
  '我住在人民路街道幸福小区3号楼2单元501，电话是138 0013 8000',
  '红烧肉不要了，换成清蒸鱼一份，米饭两碗',
  '两份，不对，是三份',
  '申请编号是 AB2026-0315，帮我查一下批下来没有',
  '这个月十五号上午九点，哦不，十六号十点',
  '那个鱼的来一个，别放葱和香菜，俺老伴不能吃辣',
  '昨天送来的饭都凉了，汤还洒了一地，我要投诉',
  '腊月二十三那天我们一家五口，一人一碗饺子',
  '低保怎么申请，要带什么材料',
  '算了，不订了，刚才那个取消吧',
  '厨房下水道堵了，水漫得到处都是，马桶也不通',
  '中',
  '好的好的，就这样，谢谢',
  '不行，改到周五晚上',
  '每天早上一斤半豆浆四个包子，要软一点的',
  '你再说一遍，我没听清',
  '找个真人跟我说话',
  '能不能叫社区的人来看看我妈，她一个人在家',
  '下周三陪我去医院拿药，八点一刻到楼下等',
  '他会面要大婉的，都浆两杯',
  '我摔倒了起不来，腿疼得厉害，快来人',
  '家里一股煤气味，头晕想吐',
  '上次我爸摔了一跤，现在已经好了',
  '送到南门传达室，不是西门',
  '三号套餐两份 一份不要辣',
  '今天天气真好，你吃饭了没有',
  '跟昨天一样，再来一份',
  'Please send two bowls of noodles to 12 Garden Road tomorrow at half past six',
  'no wait, make it three, and no peanuts please',
  'the sink is blocked, can somebody come next Monday afternoon',
]
const QUESTIONS: readonly SlotType[] = ['items', 'number', 'date', 'time', 'yesno', 'address', 'application_number']
/** As often as it takes until nearly all is compiled. */
const ROUNDS = 4
const LONG_ROUNDS = 3

/** Reads what nobody sent, so that nobody waits while what reads it is compiled: a message then takes a quarter of the time. */
export function practise(reader: Reader, now: Instant): void {
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, sentence] of SENTENCES.entries()) {
      const type = QUESTIONS[(i + round) % QUESTIONS.length]
      reader.read(sentence, { language: BASE_LANGUAGE, now, open: round % 2 === 0 ? null : asking(type) })
    }
  }
  const all = SENTENCES.join('，')
  const long = all.repeat(Math.ceil(LONGEST / all.length))
  for (let round = 0; round < LONG_ROUNDS; round++) reader.read(long, { language: BASE_LANGUAGE, now, open: null })
}

function asking(type: SlotType | undefined): OpenForReading | null {
  return type === undefined ? null : { expects: [type], options: [], yesNo: type === 'yesno' }
}
