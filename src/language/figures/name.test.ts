import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findName } from './name.ts'

test.each([
  ['王秀英', '王秀英'],
  ['我叫王秀英', '王秀英'],
  ['俺叫王秀英。', '王秀英'],
  ['我叫王秀英，45年生，住花园路街道', '王秀英'],
  ['我叫王秀英今年81了', '王秀英'],
  ['王秀英，住纬三路12号院', '王秀英'],
  ['我是陳美玲', '陳美玲'],
  ['我叫歐陽娜娜', '歐陽娜娜'],
  ['她叫张三', '张三'],
  ['Mary Chen', 'Mary Chen'],
  ['My name is Mary Chen, born 1945', 'Mary Chen'],
  ['阿依古丽·买买提', '阿依古丽·买买提'],
  ['俺家电动车打不着火', null],
  ['你问这干啥', null],
  ['不知道', null],
  ['我家里头没有人做饭', null],
  ['王', null],
  ['13800001234', null],
  ['纬三路12号院3号楼', null],
])('asked for a name, %s gives %s', (text, name) => {
  expect(findName(fold(text), true)).toBe(name)
})

test.each([
  ['我叫王秀英', '王秀英'],
  ['1945年', null],
  ['叫俩菜', null],
  ['花园路街道', null],
])('where it is not the question, %s gives %s', (text, name) => {
  expect(findName(fold(text), false)).toBe(name)
})
