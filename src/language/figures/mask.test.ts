import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskPersonal } from './mask.ts'

describe('what tells whose a message is goes out of it', () => {
  test.each([
    ['我手机13812345678，啥时候来', '我手机[phone]，啥时候来'],
    ['138 1234 5678', '[phone]'],
    ['幺三八幺二三四五六七八打这个', '[phone]打这个'],
    ['身份证410105194503071234咋弄', '身份证[id]咋弄'],
    ['身份证41010519450307123X', '身份证[id]'],
    ['帮我看看ZZ410105202600191', '帮我看看[case]'],
    ['卡号6222021234567890123', '卡号[number]'],
    ['密码是482913', '密码是[number]'],
    ['我叫王秀英，整点那个', '我叫[name]，整点那个'],
    ['王奶奶要那个', '[name]要那个'],
    ['送到花园路5号院3号楼中不中', '送到[address]中不中'],
    ['my phone is 13812345678 ok', 'my phone is [phone] ok'],
    ['整俩糊涂', '整俩糊涂'],
    ['要3份那啥', '要3份那啥'],
    ['', ''],
  ])('%s', (raw, masked) => {
    expect(maskPersonal(raw, ['王奶奶'], 'stay')).toBe(masked)
  })

  test('counts and times go too where only the words are wanted', () => {
    expect(maskPersonal('要3份那啥，9:30来', [], 'go')).toBe('要[number]份那啥，[number]来')
  })

  test.each(['13812345678', '410105194503071234', 'ZZ41010520260019'])(
    '%s is gone whatever stands around it',
    secret => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ maxLength: 30 }), (before, after) => {
          const masked = maskPersonal(`${before}，${secret}，${after}`, [], 'stay')
          expect(masked).not.toContain(secret)
        }),
      )
    },
  )

  test('nothing is added to what holds nothing personal', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'要那啥吃的个中不'), maxLength: 40 }), text => {
        expect(maskPersonal(text, [], 'go')).toBe(text)
      }),
    )
  })
})
