import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { LINE_MENU_PICTURE } from '../../src/commands/channel/line-menu.ts'
import { leaveChromium, openChromium } from './chromium.ts'
import { drawRichMenu } from './screens/draw-rich-menu.ts'

afterAll(leaveChromium)

/** Of 255, on average: another version of a font moves edges a little, one other word makes 1. */
const NEARLY = 0.5

test('LINE’s menu shows what its words and its drawing say (else: node test/browser/screens/rich-menu.ts)', async () => {
  const browser = await openChromium()
  const pictures = [await readFile(LINE_MENU_PICTURE), Buffer.from(await drawRichMenu(browser))]
  expect(pictures[0]?.length).toBeLessThan(1_048_576)
  const page = await browser.newPage()
  const differ = await page.evaluate(
    async sources => {
      const [kept, drawn] = await Promise.all(
        sources.map(async source => {
          const picture = await createImageBitmap(await (await fetch(source)).blob())
          const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')
          context?.drawImage(picture, 0, 0)
          return context?.getImageData(0, 0, picture.width, picture.height).data ?? new Uint8ClampedArray()
        }),
      )
      if (!kept || kept.length !== drawn?.length) return 255
      return kept.reduce((sum, value, i) => sum + Math.abs(value - (drawn[i] ?? 0)), 0) / kept.length
    },
    pictures.map(picture => `data:image/png;base64,${picture.toString('base64')}`),
  )
  expect(differ).toBeLessThan(NEARLY)
})
