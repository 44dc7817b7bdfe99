import { describe, expect, test } from 'vitest'
import { type CivilDate, parseCivilDate } from '../../core/civil-time.ts'
import { fold } from '../fold.ts'
import { dates } from './dates.ts'

function day(text: string): CivilDate {
  const date = parseCivilDate(text)
  if (date === null) throw new Error(`not a date: ${text}`)
  return date
}

/** A Tuesday. */
const today = day('2026-11-24')
const read = (text: string, from = today) => dates(fold(text).dense, from).map(({ date }) => date)

test.each([
  ['今天', '2026-11-24'],
  ['今儿晌午', '2026-11-24'],
  ['今晚', '2026-11-24'],
  ['明天', '2026-11-25'],
  ['明儿个早上', '2026-11-25'],
  ['明早', '2026-11-25'],
  ['明上午', '2026-11-25'],
  ['后天', '2026-11-26'],
  ['後天', '2026-11-26'],
  ['后儿晌午', '2026-11-26'],
  ['大后天', '2026-11-27'],
  ['三天后', '2026-11-27'],
  ['周三', '2026-11-25'],
  ['星期三', '2026-11-25'],
  ['禮拜三', '2026-11-25'],
  ['這週五', '2026-11-27'],
  ['周二', '2026-11-24'],
  ['周一', '2026-11-30'],
  ['本周日', '2026-11-29'],
  ['礼拜天', '2026-11-29'],
  ['周末', '2026-11-28'],
  ['下周三', '2026-12-02'],
  ['下个礼拜一', '2026-11-30'],
  ['下下周一', '2026-12-07'],
  ['25号', '2026-11-25'],
  ['二十五号', '2026-11-25'],
  ['3号', '2026-12-03'],
  ['31号', '2026-12-31'],
  ['下个月3号', '2026-12-03'],
  ['11月25日', '2026-11-25'],
  ['十二月三号', '2026-12-03'],
  ['1月5日', '2027-01-05'],
  ['2026年12月1日', '2026-12-01'],
  ['二零二七年一月二日', '2027-01-02'],
  ['2026-12-01', '2026-12-01'],
  ['2026/12/1', '2026-12-01'],
  ['12/1', '2026-12-01'],
  ['明年3月2号', '2027-03-02'],
  ['月底', '2026-11-30'],
  ['下月底', '2026-12-31'],
])('%s is %s', (text, date) => expect(read(text)).toEqual([date]))

describe('what names no day to come', () => {
  test.each(['后晌', '今年', '明白', '8号楼', '5号院', '3号线', '一天三顿', '周阿姨', '点心', '后面', '个月', ''])(
    '%s',
    text => {
      expect(read(text)).toEqual([])
    },
  )

  test.each(['昨天', '前天', '夜儿个', '上周三', '2026年2月30日', '赶明儿'])('%s is used up without a day', text => {
    expect(read(text)).toEqual([null])
  })
})

test('several days come in order', () => {
  expect(read('明天，不，后天')).toEqual(['2026-11-25', '2026-11-26'])
})

test('the year turns, and February has its own length', () => {
  expect(read('明天', day('2026-12-31'))).toEqual(['2027-01-01'])
  expect(read('月底', day('2028-02-10'))).toEqual(['2028-02-29'])
  expect(read('下个月底', day('2026-12-31'))).toEqual(['2027-01-31'])
  expect(read('30号', day('2027-01-31'))).toEqual(['2027-03-30'])
})
