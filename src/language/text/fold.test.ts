import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLAUSE_GAP, fold, LONGEST, SPACE_GAP } from './fold.ts'

describe('folding', () => {
  test.each([
    ['１２号　ＡＢＣ', '12号abc'],
    ['① 订饭', '1订饭'],
    ['救 命！', '救命'],
    ['紅燒肉兩份', '红烧肉两份'],
    ['睡著了', '睡着了'],
    ['I can’t  breathe, help', 'i cant breathe help'],
    ['can`t', 'cant'],
    ['9:30 去 12.5 元', '9:30去12.5元'],
    ['2026-11-25', '2026-11-25'],
    ['138 0000-1234', '138 0000-1234'],
    ['twice-cooked pork', 'twice cooked pork'],
    ['#12', '#12'],
    ['\u200b好\ufe0f😀的\u0301', '好的'],
    ['', ''],
    ['…。', ''],
  ])('%s is compared as %s', (raw, dense) => {
    expect(fold(raw).dense).toBe(dense)
  })

  test('what is quoted keeps its script, found again by its place', () => {
    const folded = fold(' 住 花園路５號 ')
    const from = folded.dense.indexOf('花园路')
    expect(folded.text.slice(folded.at[from], (folded.at[from + 4] ?? 0) + 1)).toBe('花園路５號')
  })

  test('gaps tell a space from the end of a clause', () => {
    const { gap } = fold('好 的，行')
    expect([...gap]).toEqual([0, SPACE_GAP, CLAUSE_GAP, CLAUSE_GAP])
  })

  test('composed and decomposed letters are the same text', () => {
    expect(fold('cafe\u0301').text).toBe('caf\u00e9')
  })

  test('a message is cut at 5,000 units, never inside a character', () => {
    expect(fold('好'.repeat(9_000)).text).toHaveLength(LONGEST)
    expect(fold(`a${'😀'.repeat(4_000)}`).text.isWellFormed()).toBe(true)
  })

  test('a folded character folds to itself, every one of them', () => {
    const changed: string[] = []
    for (let unit = 0; unit < 0x10000; unit++) {
      const once = fold(String.fromCharCode(unit)).dense
      if (fold(once).dense !== once) changed.push(unit.toString(16))
    }
    expect(changed).toEqual([])
  })

  test('places grow and folding a folded text changes nothing, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), raw => {
        const { dense, at, text } = fold(raw)
        expect(fold(dense).dense).toBe(dense)
        expect(at).toHaveLength(dense.length + 1)
        for (let i = 1; i < at.length; i++) expect(at[i]).toBeGreaterThanOrEqual(at[i - 1] ?? 0)
        expect(at.at(-1)).toBe(text.length)
      }),
    )
  })
})
