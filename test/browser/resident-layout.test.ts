import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seriousFindings } from './axe.ts'
import { type ResidentFixture, residentFixture } from './resident-fixture.ts'
import type { Looks } from './visitors.ts'

// A machine with other work takes a while for a page.
vi.setConfig({ testTimeout: 90_000 })

let fixture: ResidentFixture
beforeAll(async () => {
  fixture = await residentFixture()
})
afterAll(() => fixture.close())

const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const
const THEMES = ['light', 'dark'] as const

/**
 * Opens the page in normal type with every kind of line on it, from the greeting to a receipt. There is one talk in
 * each language; what comes later finds it there again.
 */
async function talk(looks: Looks = {}): Promise<Page> {
  const page = await fixture.open(looks)
  if ((await page.getAttribute('#large', 'aria-pressed')) === 'true') await page.click('#large')
  while ((await page.locator('.card').count()) === 0) {
    const before = await page.locator('.line').count()
    await page.locator('.choice').first().click()
    await page.waitForFunction(count => document.querySelectorAll('.line').length >= count + 2, before)
  }
  return page
}

interface Box {
  readonly name: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** In the top or the dock, or in the talk that scrolls between them. */
  readonly fixed: string
}

/** Everything that can be pressed. */
function targets(page: Page): Promise<readonly Box[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('button, a:not(.skip), textarea, label.tool'))
      .map(element => ({
        name: element.id || (element.textContent ?? ''),
        fixed: element.closest('.top, .dock')?.className ?? '',
        box: element.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 0)
      .map(({ name, fixed, box: { left, top, right, bottom } }) => ({ name, fixed, left, top, right, bottom })),
  )
}

/** Between any two that stand beside or below each other; what scrolls under the top and the dock is no neighbour. */
function* gaps(boxes: readonly Box[]): Generator<readonly [string, string, number]> {
  const overlap = (from: number, to: number, from2: number, to2: number) => Math.min(to, to2) > Math.max(from, from2)
  for (const a of boxes) {
    for (const b of boxes.filter(other => other.fixed === a.fixed)) {
      if (overlap(a.top, a.bottom, b.top, b.bottom) && a.right <= b.left) yield [a.name, b.name, b.left - a.right]
      if (overlap(a.left, a.right, b.left, b.right) && a.bottom <= b.top) yield [a.name, b.name, b.top - a.bottom]
    }
  }
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

describe('the rules of the page', () => {
  test.each(LANGUAGES)(
    'at 320 px in %s, in both sizes of type: nothing is cut off, targets are 60 px high and 12 px apart',
    async locale => {
      const page = await talk({ locale, viewport: { width: 320, height: 900 } })
      await page.click('#language')
      for (const size of ['normal', 'large']) {
        if (size === 'large') await page.click('#large')
        expect(await sideways(page)).toBeLessThanOrEqual(0)
        const boxes = await targets(page)
        for (const { name, left, top, right, bottom } of boxes) {
          expect.soft(bottom - top, `${size}: height of ${name}`).toBeGreaterThanOrEqual(60)
          expect.soft(right - left, `${size}: width of ${name}`).toBeGreaterThanOrEqual(60)
          expect.soft(left, `${size}: left of ${name}`).toBeGreaterThanOrEqual(0)
          expect.soft(right, `${size}: right of ${name}`).toBeLessThanOrEqual(320)
        }
        for (const [a, b, gap] of gaps(boxes)) expect.soft(gap, `${size}: ${a}|${b}`).toBeGreaterThanOrEqual(12)
      }
    },
  )

  test('a body text is 20 px, in large type 30 px; nothing is smaller than 18 px', async () => {
    const page = await talk()
    const sizes = () =>
      page.evaluate(() =>
        Array.from(document.querySelectorAll('body *'))
          .filter(element =>
            Array.from(element.childNodes).some(node => node.nodeType === 3 && node.textContent?.trim()),
          )
          .map(element => Number.parseFloat(getComputedStyle(element).fontSize)),
      )
    const body = () =>
      page.evaluate(() => getComputedStyle(document.querySelector('.bubble') ?? document.body).fontSize)
    expect(await body()).toBe('20px')
    expect(Math.min(...(await sizes()))).toBeGreaterThanOrEqual(18)
    await page.click('#large')
    expect(await body()).toBe('30px')
    expect(Math.min(...(await sizes()))).toBeGreaterThanOrEqual(20)
  })

  test.each([
    [180, 320, '200 % on a phone'],
    [320, 256, '400 % on a desk'],
    [640, 360, 'a phone on its side'],
    [768, 1024, 'a tablet'],
    [1440, 900, 'a desk'],
  ])('%i × %i px (%s): no sideways scroll in any size', async (width, height) => {
    const page = await talk({ viewport: { width, height } })
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    await page.click('#large')
    expect(await sideways(page)).toBeLessThanOrEqual(0)
  })

  test('a person, the call, large type and language stay in sight while the talk is read', async () => {
    const page = await talk({ viewport: { width: 360, height: 640 } })
    for (const at of [0, 300, 99_999]) {
      await page.evaluate(y => window.scrollTo(0, y), at)
      for (const id of ['#person', '#call', '#large', '#language', '#write']) {
        const box = await page.locator(id).boundingBox()
        expect(box?.y, id).toBeGreaterThanOrEqual(0)
        expect((box?.y ?? 0) + (box?.height ?? 0), id).toBeLessThanOrEqual(640)
      }
    }
  })

  test.each(LANGUAGES)('axe finds nothing serious in %s, by day and by night, contrast 7:1 included', async locale => {
    const page = await talk({ locale })
    await page.click('#language')
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme })
      expect(await seriousFindings(page, 'color-contrast-enhanced', 'target-size')).toEqual([])
    }
  })
})
