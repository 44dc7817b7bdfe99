import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applicationCase } from '../../../db/schema/index.ts'
import types from '../../../db/seed/data/application-types.json' with { type: 'json' }
import { TEST_NOW, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { addDays, civilDate, midnight } from '../../core/civil-time.ts'
import { LANGUAGES, type Language } from '../../core/language.ts'
import { type ApplicationBook, loadApplicationBook } from './data/application-book.ts'
import { type CaseFile, openCaseFiles } from './data/case-files.ts'
import { nextOf } from './rules/process.ts'
import { tellCase } from './tell-case.ts'

let database: TestDatabase
let book: ApplicationBook
let files: readonly CaseFile[]
beforeAll(async () => {
  database = await testDatabase('pglite', { seed: 'demo' })
  book = await loadApplicationBook(database.db)
  files = await openCaseFiles(database.vault, database.db, await database.db.select().from(applicationCase))
})
afterAll(() => database.close())

const fileOf = (code: string): CaseFile => {
  const file = files.find(one => one.number.endsWith(code))
  if (!file) throw new Error(`no case ${code}`)
  return file
}
const told = (file: CaseFile, language: Language = 'zh-CN', days = 0) =>
  tellCase(book, file, language, midnight(addDays(civilDate(TEST_NOW), days)))

/** Lines of facts below a sentence are no part of its length. */
function problemsOf(bubbles: readonly string[], language: Language): string[] {
  const found = bubbles.length < 1 || bubbles.length > 3 ? [`${bubbles.length} bubbles`] : []
  for (const bubble of bubbles) {
    const [sentence = ''] = bubble.split('\n')
    const long = language === 'en' ? sentence.split(/\s+/).length > 25 : [...sentence].length > 60
    if (long) found.push(`too long: ${sentence}`)
    if (/[{}]|undefined|null/.test(bubble) || sentence.trim() === '') found.push(`not filled: ${bubble}`)
  }
  return found
}

describe.each(LANGUAGES)('in %s', language => {
  test('every seeded case is told in one to three short bubbles, today, in a month and next year', () => {
    expect(files).toHaveLength(12)
    for (const file of files) {
      for (const days of [0, 30, 60]) expect(problemsOf(told(file, language, days).bubbles, language)).toEqual([])
    }
  })

  test('every status of every kind of assistance has words, with and without what may be on file', () => {
    const [full] = files.filter(file => file.decision?.payment)
    if (!full?.decision) throw new Error('no paid case')
    const decision = { ...full.decision, reasons: ['check_mismatch', 'not_registered_here'] }
    const papers = types.map(() => 'check_authorization').slice(0, 2)
    for (const type of types) {
      for (const status of book.process(type.code).statuses) {
        const next = nextOf(book.process(type.code), status)
        const steps = [{ status, at: TEST_NOW, actor: 'township_clerk', staffId: null }]
        const bare = { ...full, type: type.code, status, next, steps, papers: [], decision: null }
        for (const file of [bare, { ...bare, papers }, { ...bare, papers: [...papers, 'id_card'], decision }]) {
          expect(problemsOf(told(file, language).bubbles, language)).toEqual([])
        }
      }
    }
  })
})

describe('what is told', () => {
  test('accepted: by when the whole is decided, not only the next step', () => {
    expect(told(fileOf('1015')).bubbles).toEqual([
      '正式收下了。期限从收下那天算，最晚12月28日（周一）办完。',
      '下一步：核对情况，可能到家里看看。',
    ])
  })

  test('missing papers in one list, and until when', () => {
    expect(told(fileOf('1039')).bubbles).toEqual([
      '还差这些材料：残疾人证、本人社保卡或银行账户。',
      expect.stringMatching(/^请最晚12月2\d日（周.）补上/),
    ])
    const many = { ...fileOf('1039'), papers: ['id_card', 'hukou', 'bank_account'] }
    expect(told(many).bubbles[0]).toBe(
      '还差这些材料：3样，列在下面。\n1. 居民身份证\n2. 户口簿\n3. 本人社保卡或银行账户',
    )
    expect(told(many, 'zh-CN', 60)).toMatchObject({
      late: false,
      bubbles: [expect.anything(), expect.stringMatching(/^请尽快补上/)],
    })
  })

  test('the public notice ends on its day, and nobody reads of an illness', () => {
    expect(told(fileOf('1049'), 'en').bubbles).toEqual([
      'On public notice until Fri 27/11: name and family size only, never illness.',
      'Without objection it is decided by Fri 11/12.',
    ])
  })

  test('an amount; a refusal with its reasons and how to object; an appeal beside it', () => {
    expect(told(fileOf('1059')).bubbles).toEqual(['批下来了。每月200元。', '从下个月起发，发到您登记的账户。'])
    expect(told(fileOf('1068')).bubbles).toEqual([
      '没有批，原因是：家庭月收入高于当地标准。',
      '您可以60天内申请复议，6个月内可以起诉。',
      '要人帮您讲清楚或者再申请，请回0。',
    ])
    expect(told(fileOf('1078')).bubbles).toEqual([
      '没有批，原因是：家庭财产超过规定、申报的情况和核对结果不一致。',
      expect.stringContaining('复议已受理'),
      '要补材料会告诉您。',
    ])
  })

  test('why the clock stands still, and then no day', () => {
    expect(told(fileOf('1083')).bubbles.at(-1)).toBe('现在暂停计时：等能力评估。不算进期限。')
    expect(told(fileOf('1083'), 'zh-CN', 60).late).toBe(false)
  })

  test('money that was paid, with the end of the account only', () => {
    expect(told(fileOf('1098')).bubbles).toEqual([
      expect.stringMatching(/^3000元已经发了，11月\d+日（周.）到您的账户（尾号0000）/),
    ])
  })

  test('an office that let its limit pass says so and is sorry', () => {
    expect(told(fileOf('1111'))).toEqual({
      late: true,
      bubbles: ['现在是：审核中。', '已经超过期限了，对不住。我们报上去了，尽快给您回话。'],
    })
  })

  test('help before papers: whose clock nobody has started promises no day', () => {
    expect(told(fileOf('1128')).bubbles[1]).toBe('工作人员帮您补，按规定期限补齐就行。')
  })

  test('past the last loaded year only the limit is said', () => {
    const file = fileOf('1015')
    const steps = file.steps.map(step => ({ ...step, at: midnight(addDays(civilDate(TEST_NOW), 20)) }))
    expect(told({ ...file, steps }, 'zh-CN', 20).bubbles[0]).toContain(
      '按规定25个工作日内，放假安排公布后告诉您具体日期办完',
    )
  })
})
