import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seriousFindings } from './axe.ts'
import { openRealDesk, type RealDesk, STARTS_WITHIN } from './real-desk.ts'
import { ask, fromBot, register, write } from './resident-talk.ts'

// A machine with other work takes a while for a page.
vi.setConfig({ testTimeout: 120_000 })

let desk: RealDesk
let resident: Page
let administrator: Page
beforeAll(async () => {
  desk = await openRealDesk()
  resident = await desk.resident()
  administrator = await desk.administrator()
}, STARTS_WITHIN)
afterAll(() => desk?.close())

const row = (text: string) => administrator.locator('.row', { hasText: text })

test('words that nobody knew are taught by keyboard and understood in the next breath; a cry for help can’t be', async () => {
  await register(resident)
  await ask(resident, '明天中午饭', '您要啥')
  await ask(resident, '嘎嘣糊嘟', '没听懂')
  const page = administrator
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await row('嘎嘣糊嘟').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('w')
  const field = page.locator('.teach-form input[aria-describedby=said-hint]')
  expect(await field.evaluate(input => input === document.activeElement)).toBe(true)
  await field.fill('救命')
  await page.locator('[name=meant]').selectOption({ label: '馒头' })
  await field.press('Enter')
  await page.locator('.problem', { hasText: '求救的话' }).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await field.fill('嘎嘣糊嘟')
  await field.press('Enter')
  await page.locator('.learned li', { hasText: '“嘎嘣糊嘟”就是馒头' }).waitFor()
  expect(await row('嘎嘣糊嘟').count()).toBe(0)
  await expect
    .poll(
      async () => {
        await write(resident, '嘎嘣糊嘟')
        await resident.waitForTimeout(1_500)
        return fromBot(resident, '馒头').count()
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0)
  await page.locator('.learned li', { hasText: '嘎嘣糊嘟' }).getByText('收回').click()
  await page.keyboard.press('Enter')
  await page.locator('.learned', { hasText: '还没有教过' }).waitFor()
})

test('who is no administrator sees neither the screen nor its keys', async () => {
  const staff = await desk.staff()
  await staff.keyboard.press('?')
  await staff.locator('dialog[open]', { hasText: '到厨房' }).waitFor()
  expect(await staff.locator('dialog[open]', { hasText: '没听懂' }).count()).toBe(0)
  await staff.keyboard.press('Escape')
  await staff.keyboard.press('g')
  await staff.keyboard.press('w')
  expect(await staff.locator('.rail-link', { hasText: '没听懂的话' }).count()).toBe(0)
  expect(await staff.locator('.teach-form, .learned').count()).toBe(0)
})

test.each(['zh-CN', 'zh-TW', 'en'])(
  'in %s nothing scrolls sideways at 320 px, in the list or in a lesson',
  async locale => {
    const storageState = await administrator.context().storageState()
    await write(resident, `咕噜${locale}`)
    await fromBot(resident, '没').last().waitFor()
    const page = await desk.console({ locale, viewport: { width: 320, height: 740 }, storageState }, '/words')
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    await page.locator('.row').first().waitFor()
    expect(await sideways()).toBeLessThanOrEqual(0)
    await page.locator('.row').first().click()
    await page.locator('.teach-form').waitFor()
    expect(await sideways()).toBeLessThanOrEqual(0)
  },
)
