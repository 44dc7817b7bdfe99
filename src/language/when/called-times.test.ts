import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import type { SlotType } from '../../core/reading.ts'
import { createReader } from '../create-reader.ts'

const reader = createReader({ version: 'test', lists: [], areas: [] })
const now = instant(Date.parse('2026-11-24T09:00:00+08:00'))
const timeOf = (text: string, expects?: readonly SlotType[]) =>
  reader.read(text, { language: 'zh-CN', now, open: expects ? { expects, options: [], yesNo: false } : null }).slots
    .time

test.each([
  ['今晚1730 烩面一碗', '17:30'],
  ['1730烩面一碗送到', '17:30'],
  ['下周二 1200 黄焖鸡一份', '12:00'],
  ['明天0900理发', '09:00'],
  ['周四1500修电视', '15:00'],
  ['周四幺五洞洞修电视', '15:00'],
  ['下周四陪诊，0730出发', '07:30'],
  ['晚饭1800准时送', '18:00'],
  ['1800前送到', '18:00'],
  ['1745时开饭', '17:45'],
  ['2000整来人', '20:00'],
  ['到位时间洞拐三洞', '07:30'],
  ['米饭两碗 幺两洞洞送', '12:00'],
  ['后天早晨 洞六四五 小米粥', '06:45'],
  ['今天 幺四洞洞 来通下水道', '14:00'],
  ['来人量血压 幺六洞洞 别晚了', '16:00'],
  ['两洞三洞来陪夜', '20:30'],
  ['一八零零送饭', '18:00'],
  ['時間改1800', '18:00'],
  ['dinner at 1830 please', '18:30'],
  ['deliver by 1730 hours', '17:30'],
  ['1730hrs noodles', '17:30'],
])('%s is at %s', (text, time) => expect(timeOf(text)).toBe(time))

test.each([
  ['1730', '17:30'],
  ['洞拐洞洞', '07:00'],
  ['明天 洞拐洞洞', '07:00'],
  ['就1830吧', '18:30'],
  ['730', '07:30'],
  ['拐三洞', '07:30'],
  ['一四三零', '14:30'],
  ['0630起床后', '06:30'],
])('to the question when, %s is %s', (text, time) => expect(timeOf(text, ['date', 'time', 'period'])).toBe(time))

test.each([
  '1958年入伍',
  '1203室',
  '2号楼1203',
  '房号1203',
  '药费1500',
  '花了1200',
  '每月2100块',
  '一个月1800',
  '尾号1230',
  '编号是1130',
  '1500米',
  '2000年的老房子',
  '血压1200',
  'ZZ 1015',
  '12301230',
  '最后四个是0001',
  '电话0915不用',
  '2026-11-30',
  '我是1949年生的',
  '1550那个房间',
  '转给孙子2000',
  '1500个',
])('%s names no hour', text => expect(timeOf(text)).toBeUndefined())
