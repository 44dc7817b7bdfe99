import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consoleFixture } from './console-fixture.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let fixture: Awaited<ReturnType<typeof consoleFixture>>
beforeAll(async () => {
  fixture = await consoleFixture()
})
afterAll(() => fixture.close())

/** What axe calls serious or critical. */
async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> } = Reflect.get(window, 'axe')
    const { violations } = await axe.run()
    return violations.filter(one => one.impact === 'serious' || one.impact === 'critical').map(one => one.id)
  })
}

describe('the console', () => {
  test('lets nobody in with a wrong password', async () => {
    const page = await fixture.open()
    await page.locator('[name=username]').fill('staff1')
    await page.locator('[name=password]').fill('wrong')
    await page.keyboard.press('Enter')
    await page.locator('[role=alert]').first().waitFor()
    expect(await page.locator('.rail').count()).toBe(0)
  })

  test.each(['light', 'dark'] as const)('axe finds nothing serious in the %s inbox', async colorScheme => {
    const page = await fixture.enter({ colorScheme })
    expect(await serious(page)).toEqual([])
  })

  test('at 360 px nothing scrolls sideways', async () => {
    const page = await fixture.enter({ viewport: { width: 360, height: 740 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })
})
