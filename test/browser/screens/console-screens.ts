import type { Page } from 'playwright-core'
import type { Language } from '../../../src/core/language.ts'
import type { RealDesk } from '../real-desk.ts'
import { fromBot, orderLunch, register, write } from '../resident-talk.ts'
import { looksIn, shoot } from './looks.ts'

const TOMORROW = new Date(Date.now() + (8 + 24) * 3_600_000).toISOString().slice(0, 10)

/** The console in one language, with people who wait, a talk in work, an alarm and a kitchen. */
export async function shootConsole(desk: RealDesk, locale: Language): Promise<void> {
  const first = await desk.staff({ locale })
  const storageState = await first.context().storageState()
  const known = await desk.resident({ locale: 'zh-CN' })
  await known.locator('.choice').first().waitFor()
  await register(known)
  await orderLunch(known)
  const stranger = await desk.resident({ locale: 'zh-CN' })
  for (const page of [known, stranger]) {
    await write(page, '找人')
    await fromBot(page, '给您找人').waitFor()
  }
  for (const { name, options } of looksIn(locale)) {
    const page = await desk.console({ ...options, storageState })
    await page.locator('.row').first().waitFor()
    await shootCalm(page, `console-${name}`)
    await page.context().close()
  }
  await write(stranger, '我摔倒了起不来')
  await fromBot(stranger, '请马上拨120').waitFor()
  for (const { name, options } of looksIn(locale)) {
    const page = await desk.console({ ...options, storageState })
    await page.locator('.alarm').first().waitFor()
    await page.waitForTimeout(400)
    await shoot(page, `console-${name}-alarm`)
    await page.context().close()
  }
  await first.locator('.alarm.raised .take').first().click()
  await first.locator('.alarm-call').waitFor()
  await shoot(first, `console-${locale}-alarm-taken`)
  await first.locator('.alarm-close input').fill('救护车到了，女儿在身边。')
  await first.keyboard.press('Enter')
  await first.locator('.alarm').first().waitFor({ state: 'detached' })
  await first.context().close()
  const out = await desk.console({ locale })
  await out.locator('[name=password]').fill('wrong')
  await out.locator('[name=username]').fill('staff1')
  await out.keyboard.press('Enter')
  await out.locator('.problem:not(:empty)').waitFor()
  await shoot(out, `console-${locale}-sign-in`)
  await out.context().close()
  for (const page of [known, stranger]) await page.context().close()
}

async function shootCalm(page: Page, name: string): Promise<void> {
  await shoot(page, `${name}-inbox`)
  await page.keyboard.press('?')
  await page.locator('dialog[open]').waitFor()
  await shoot(page, `${name}-keys`)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.locator('.foot').waitFor()
  await shoot(page, `${name}-waiting`)
  const claim = page.locator('.foot.claim .button')
  if (await claim.isVisible()) await claim.click()
  await page.locator('#reply').waitFor()
  await page.locator('#reply').fill('王奶奶您好，我是小李，您慢慢说，我听着。')
  await page.route('**/reply', route => route.abort())
  await page.keyboard.press('Enter')
  await page.locator('.said.failed').waitFor()
  await shoot(page, `${name}-failed-reply`)
  const facts = page.locator('.facts-toggle')
  if (await facts.isVisible()) {
    await facts.click()
    await shoot(page, `${name}-facts`)
    await facts.click()
  }
  await page.locator('#reply').press('Escape')
  await page.keyboard.press('e')
  await page.locator('.close-form').waitFor()
  await shoot(page, `${name}-close`)
  await page.keyboard.press('Escape')
  await page.locator('.my-corner summary').click()
  await shoot(page, `${name}-menu`)
  await page.locator('.my-corner summary').click()
  await page.goto(page.url().replace(/#.*/, `#/kitchen?period=lunch&date=${TOMORROW}`))
  await page.locator('.sheet, .empty').first().waitFor()
  await shoot(page, `${name}-kitchen`)
  const labels = page.locator('.segments input[name=view]').nth(1)
  if ((await labels.count()) > 0) {
    await labels.check({ force: true })
    await shoot(page, `${name}-labels`)
  }
}
