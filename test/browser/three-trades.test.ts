import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Language } from '../../src/core/language.ts'
import { MEAL_TALK } from '../channels/meal-talk.ts'
import { ENGINES, type Engine, TEST_SECRET, testDatabase } from '../database.ts'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'
import { startChat } from '../process/chat-process.ts'
import { leaveChromium, openChromium } from './chromium.ts'
import { ask } from './resident-talk.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 160_000 })

interface Home {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  remove(): Promise<void>
}

type Turn = readonly [said: string, heard: string]
interface Case {
  readonly number: string
  readonly last4: string
}

/** Tries at one number are counted, and a morning of one street holds three visits: page and terminal take different ones. */
const CASES: Readonly<Record<'page' | 'terminal', Case>> = {
  page: { number: 'ZZ410105202610100001111', last4: '0028' },
  terminal: { number: 'ZZ410103202611210001015', last4: '026X' },
}

/** A stranger registers, orders a meal, asks for a visit on that day, and hears how an application stands. */
const TALKS: Readonly<Record<Language, (day: string, file: Case) => readonly Turn[]>> = {
  'zh-CN': (day, { number, last4 }) => [
    ...MEAL_TALK.slice(0, -1),
    ['1', '订好了'],
    ['陪我说话', '做什么'],
    ['1', '哪天方便'],
    [day, '上午还是下午'],
    ['1', '一个人住'],
    ['1', '敲门'],
    ['1', '交代'],
    ['1', '您约：陪聊探望'],
    ['1', '单号 5'],
    ['查进度', '单号，ZZ'],
    [number, '后四位'],
    [last4, '最低生活保障，单号 ZZ'],
  ],
  'zh-TW': (day, { number, last4 }) => [
    ['訂餐', '同意嗎'],
    ['1', '您的姓名'],
    ['王秀英', '哪一年出生'],
    ['1942', '怎麼稱呼'],
    ['1', '哪個街道'],
    ['花園路', '幾號院'],
    ['90號院2號樓601', '過敏'],
    ['沒有', '記的是：王秀英'],
    ['1', '訂哪一餐'],
    ['明天中午', '您要什麼'],
    ['1', '還需要別的嗎'],
    ['1', '您訂：明天'],
    ['1', '訂好了'],
    ['陪我說話', '做什麼'],
    ['1', '哪天方便'],
    [day, '上午還是下午'],
    ['1', '一個人住'],
    ['1', '敲門'],
    ['1', '交代'],
    ['1', '您預約：陪聊探望'],
    ['1', '單號 5'],
    ['查進度', '單號，ZZ'],
    [number, '後四位'],
    [last4, '最低生活保障，單號 ZZ'],
  ],
  en: (day, { number, last4 }) => [
    ['meals', 'agree'],
    ['1', 'your name'],
    ['Wang Xiuying', 'born'],
    ['1942', 'address you'],
    ['1', 'street'],
    ['花园路', 'Courtyard'],
    ['90-2-601', 'allergic'],
    ['none', 'I noted Wang Xiuying'],
    ['1', 'Which meal'],
    ['tomorrow lunch', 'What would you like?'],
    ['1', 'Anything else'],
    ['1', 'You order: lunch tomorrow'],
    ['1', 'Ordered.'],
    ['request a visit', 'be for'],
    ['1', 'Which day'],
    [day, 'morning or afternoon'],
    ['1', 'Living alone'],
    ['1', 'knock'],
    ['1', 'we should know'],
    ['1', 'You ask for: Companionship'],
    ['1', 'No. 5'],
    ['my application', 'It begins with ZZ'],
    [number, 'last four'],
    [last4, 'Minimum living allowance, No. ZZ'],
  ],
}
const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(leaveChromium)

describe.each(ENGINES)('a meal, a visit and an application on %s', engine => {
  let desk: DeskProcess
  let home: Home
  beforeAll(async () => {
    home = await homeOn(engine)
    desk = await startDeskProcess({ env: home.env, readyWithin: 150_000 })
  })
  afterAll(async () => {
    expect(await desk?.stop()).toBe(0)
    await home.remove()
  })

  // They wait for each other's machine more than they work.
  test.concurrent.each(LANGUAGES)('on the page in %s', async locale => {
    const context = await browser.newContext({ locale })
    const page = await context.newPage()
    await page.goto(desk.url)
    await page.locator('.choice').first().waitFor()
    for (const [said, heard] of TALKS[locale]('1', CASES.page)) await ask(page, said, heard)
    await context.close()
  })

  test.concurrent.each(LANGUAGES)('in the terminal in %s', async language => {
    const chat = startChat({ DATA_DIR: join(home.folder, language) }, [desk.url, '--new', '--lang', language])
    const turns = TALKS[language]('2', CASES.terminal)
    for (const [said] of turns) chat.say(said)
    const { code, printed } = await chat.end()
    expect(code).toBe(0)
    let at = 0
    for (const [, heard] of turns) {
      const found = printed.indexOf(heard, at)
      expect(found, `${heard} is missing in:\n${printed.slice(at)}`).toBeGreaterThanOrEqual(0)
      at = found + heard.length
    }
  })
})

async function homeOn(engine: Engine): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'three-trades-'))
  const database = engine === 'postgres' ? await testDatabase(engine) : null
  const shared = { DATABASE_URL: database?.url ?? '', SECRET_KEY: Buffer.from(TEST_SECRET).toString('base64') }
  return {
    folder,
    env: { DATA_DIR: join(folder, 'data'), SEED: 'test', ...(database && shared) },
    async remove() {
      await database?.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
