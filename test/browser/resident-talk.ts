import type { Page } from 'playwright-core'

/** How a resident uses the page. */
export const own = (page: Page, text: string) => page.locator('.from-resident', { hasText: text })
export const fromBot = (page: Page, text: string) => page.locator('.from-bot', { hasText: text })

export async function write(page: Page, text: string): Promise<void> {
  await page.fill('#write', text)
  await page.press('#write', 'Enter')
}

/** Presses the choice of that label, once it is there to be pressed. */
export async function press(page: Page, label: string): Promise<void> {
  await page.locator('.choice', { hasText: label }).first().click()
}

/** Says so and waits for an answer with these words. */
export async function ask(page: Page, text: string, answer: string): Promise<void> {
  const before = await fromBot(page, answer).count()
  await write(page, text)
  await fromBot(page, answer).nth(before).waitFor()
}

/** From the greeting to the end of flows/profile.yaml, and into the order that began it. */
export async function register(page: Page): Promise<void> {
  await press(page, '订饭')
  await press(page, '同意')
  await fromBot(page, '您叫什么名字').waitFor()
  await ask(page, '王秀英', '哪一年出生')
  await write(page, '1942年')
  await press(page, '王奶奶')
  await fromBot(page, '哪个街道').waitFor()
  await ask(page, '花园路', '几号院几号楼几号')
  await write(page, '90号院2号楼601')
  await press(page, '没有')
  await fromBot(page, '记的是：王秀英（王奶奶）').waitFor()
  await press(page, '对')
  await fromBot(page, '订哪一顿').waitFor()
}

/** From the question for the meal to the receipt; its number. */
export async function orderLunch(page: Page): Promise<string> {
  const before = await page.locator('.card').count()
  await ask(page, '明天中午饭', '您要啥')
  // Whatever that day's menu has first.
  const readBacks = await fromBot(page, '您订：').count()
  await press(page, '元')
  await press(page, '就这些')
  await fromBot(page, '您订：').nth(readBacks).waitFor()
  await press(page, '对')
  const card = page.locator('.card').nth(before)
  const number = /单号\s*(\d+)/.exec((await card.textContent()) ?? '')?.[1]
  if (!number) throw new Error(`a receipt without a number: ${await card.textContent()}`)
  return number
}
