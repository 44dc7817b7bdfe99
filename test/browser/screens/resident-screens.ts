import type { Page } from 'playwright-core'
import type { Language } from '../../../src/core/language.ts'
import type { RealDesk } from '../real-desk.ts'
import { looksIn, shoot } from './looks.ts'

/** The resident's page in one language: greeted, at a receipt, in large type, without a network, twice as large. */
export async function shootResident(desk: RealDesk, locale: Language): Promise<void> {
  const talk = await desk.resident({ locale })
  await talk.locator('.choice').first().waitFor()
  await shoot(talk, `resident-${locale}-greeting`)
  await order(talk)
  const storageState = await talk.context().storageState()
  for (const { name, options } of looksIn(locale)) {
    const page = await desk.resident({ ...options, storageState })
    await shootTalk(page, `resident-${name}`)
    await page.context().close()
  }
  const half = await desk.resident({ locale, storageState, viewport: { width: 180, height: 370 } })
  await shoot(half, `resident-${locale}-zoomed`)
  await half.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await shoot(half, `resident-${locale}-zoomed-dock`)
  await half.context().close()
  await talk.context().close()
}

async function shootTalk(page: Page, name: string): Promise<void> {
  const toReceipt = () => page.evaluate(() => document.querySelector('.card')?.scrollIntoView({ block: 'center' }))
  await shoot(page, `${name}-end`)
  await toReceipt()
  await shoot(page, `${name}-receipt`)
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.click('#language')
  await shoot(page, `${name}-languages`)
  await page.click('#language')
  await page.click('#large')
  await shoot(page, `${name}-large`)
  await toReceipt()
  await shoot(page, `${name}-large-receipt`)
  await page.click('#large')
  await page.context().setOffline(true)
  await page.fill('#write', '没网也写一句')
  await page.press('#write', 'Enter')
  await page.locator('.state-waiting').waitFor()
  await shoot(page, `${name}-offline`)
}

/** From the greeting to the receipt, in any language: null presses the first choice. */
async function order(page: Page): Promise<void> {
  const ABOUT_ME = [null, null, '王秀英', '1942', null, '花园路', '90号院2号楼601', null, null]
  for (const answer of [...ABOUT_ME, null, null, null, null]) {
    const before = await page.locator('.from-bot').count()
    if (answer === null) await page.locator('.choice').first().click()
    else {
      await page.fill('#write', answer)
      await page.press('#write', 'Enter')
    }
    await page.waitForFunction(count => document.querySelectorAll('.from-bot').length > count, before)
    // The last of several bubbles.
    await page.waitForTimeout(500)
  }
  await page.locator('.card').waitFor()
}
