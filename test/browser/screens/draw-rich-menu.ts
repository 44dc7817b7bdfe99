import type { Browser } from 'playwright-core'
import { RICH_MENU_SIZE } from '../../../adapters/line/rich-menu.ts'
import { richMenuPicture } from '../../../adapters/line/rich-menu-picture.ts'
import { LINE_MENU } from '../../../src/commands/channel/line-menu.ts'

/** As PNG. */
export async function drawRichMenu(browser: Browser): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: RICH_MENU_SIZE, deviceScaleFactor: 1 })
  try {
    await page.setContent(`<body style="margin:0">${richMenuPicture(LINE_MENU.buttons)}</body>`)
    return await page.screenshot({ type: 'png' })
  } finally {
    await page.close()
  }
}
