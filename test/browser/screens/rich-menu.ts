// LINE's rich menu as the picture that is uploaded, anew after its words or its drawing changed: node test/browser/screens/rich-menu.ts
import { writeFile } from 'node:fs/promises'
import { LINE_MENU_PICTURE } from '../../../src/commands/channel/line-menu.ts'
import { folder } from '../../../src/core/folder.ts'
import { openChromium } from '../chromium.ts'
import { drawRichMenu } from './draw-rich-menu.ts'

const browser = await openChromium()
try {
  await writeFile(folder(LINE_MENU_PICTURE), await drawRichMenu(browser))
} finally {
  await browser.close()
}
