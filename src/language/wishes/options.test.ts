import { describe, expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findOption } from './options.ts'

const choose = (text: string, options: readonly (readonly string[])[]) =>
  findOption(
    fold(text).dense,
    options.map(said => () => said),
  )
const three = [['订饭', '吃饭'], ['请人上门'], ['查事情', '看进度']]

describe('a number in any form', () => {
  test.each([
    ['1', 0],
    ['１', 0],
    ['①', 0],
    ['1️⃣', 0],
    ['1。', 0],
    ['（2）', 1],
    ['一', 0],
    ['二', 1],
    ['第二个', 1],
    ['第2个', 1],
    ['第三项吧', 2],
    ['最后那个', 2],
    ['最後一個', 2],
    ['选1', 0],
    ['選二', 1],
    ['我要第三个', 2],
    ['1吧', 0],
    ['那就1吧', 0],
    ['请选3，谢谢', 2],
    ['option 2', 1],
    ['the second one', 1],
    ['last one please', 2],
    ['two', 1],
  ])('%s is option %i', (text, index) => expect(choose(text, three)).toBe(index))

  test.each(['4', '0', '12', '2号', '#2', 'number 2', '两份', '2份', '俩', '十', '1 2', '1再要俩馍'])(
    '%s chooses nothing',
    text => {
      expect(choose(text, three)).toBeNull()
    },
  )

  test('without an open question a number chooses nothing', () => expect(choose('1', [])).toBeNull())
})

describe('the words of an option', () => {
  test.each([
    ['订饭', 0],
    ['我要訂飯', 0],
    ['吃饭吧', 0],
    ['1 订饭', 0],
    ['請人上門', 1],
    ['看进度。', 2],
  ])('%s is option %i', (text, index) => expect(choose(text, three)).toBe(index))

  test('a number with the words of another option chooses nothing', () => {
    expect(choose('2 订饭', three)).toBeNull()
  })

  test('more than the option is no exact choice', () => {
    expect(choose('订饭，红烧肉两份', three)).toBeNull()
  })

  test('words of two options choose neither', () => {
    expect(choose('人民路', [['人民路', '食堂'], ['人民路']])).toBeNull()
  })

  test('不要了 is the option that says so, and 不要 is found under its particles', () => {
    expect(choose('不要了', [['等着'], ['不要了']])).toBe(1)
    expect(choose('不要了吧', [['要'], ['不要']])).toBe(1)
    expect(choose('要', [['要'], ['不要']])).toBe(0)
  })

  test('a label of our own script is found in the other', () => {
    expect(choose('对', [['對'], ['不對']])).toBe(0)
  })
})
