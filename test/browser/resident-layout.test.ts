import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ResidentFixture, residentFixture } from './resident-fixture.ts'

let fixture: ResidentFixture
beforeAll(async () => {
  fixture = await residentFixture()
})
afterAll(() => fixture.close())

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const
const THEMES = ['light', 'dark'] as const
const SIZES = ['normal', 'large'] as const

/** Through greeting, dishes and read-back to a receipt, so that every kind of line is on the page. */
async function talk(page: Page): Promise<void> {
  for (let step = 0; step < 3; step++) {
    const before = await page.locator('.line').count()
    await page.locator('.choice').first().click()
    await page.waitForFunction(count => document.querySelectorAll('.line').length >= count + 2, before)
  }
  await page.waitForSelector('.card')
}

interface Finding {
  readonly id: string
  readonly impact: string
  readonly targets: readonly string[]
}

/** Serious findings of axe, 7:1 contrast among its rules. */
async function seriousFindings(page: Page): Promise<readonly Finding[]> {
  await page.evaluate(axe)
  const found: readonly Finding[] = await page.evaluate(`axe
    .run(document, { rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } } })
    .then(result => result.violations.map(({ id, impact, nodes }) => ({ id, impact, targets: nodes.map(node => node.html) })))`)
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical')
}

interface Box {
  readonly name: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Everything that can be pressed. */
function targets(page: Page): Promise<readonly Box[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('button, a:not(.skip), textarea, label.tool'))
      .map(element => ({ name: element.id || (element.textContent ?? ''), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0)
      .map(({ name, box: { left, top, right, bottom } }) => ({ name, left, top, right, bottom })),
  )
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

describe('the rules of the page', () => {
  for (const locale of LANGUAGES) {
    for (const size of SIZES) {
      test(`at 320 px in ${locale}, ${size} type: nothing is cut off, targets are 60 px high and 12 px apart`, async () => {
        const page = await fixture.open({ locale, viewport: { width: 320, height: 900 } })
        if (size === 'large') await page.click('#large')
        await talk(page)
        expect(await sideways(page)).toBeLessThanOrEqual(0)
        const boxes = await targets(page)
        for (const { name, left, top, right, bottom } of boxes) {
          expect.soft(bottom - top, `height of ${name}`).toBeGreaterThanOrEqual(60)
          expect.soft(right - left, `width of ${name}`).toBeGreaterThanOrEqual(60)
          expect.soft(left, `left of ${name}`).toBeGreaterThanOrEqual(0)
          expect.soft(right, `right of ${name}`).toBeLessThanOrEqual(320)
        }
        const beside = (a: Box, b: Box) => a.top < b.bottom && b.top < a.bottom && a.right <= b.left
        for (const a of boxes) {
          for (const b of boxes)
            if (beside(a, b)) expect.soft(b.left - a.right, `${a.name}|${b.name}`).toBeGreaterThanOrEqual(12)
        }
        await page.context().close()
      })
    }
  }

  test('a body text is 20 px, in large type 30 px; nothing is smaller than 18 px', async () => {
    const page = await fixture.open()
    await talk(page)
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
    await page.context().close()
  })

  test.each([
    [180, 320, '200 % on a phone'],
    [320, 256, '400 % on a desk'],
    [640, 360, 'a phone on its side'],
    [768, 1024, 'a tablet'],
    [1440, 900, 'a desk'],
  ])('%i × %i px (%s): no sideways scroll in any size', async (width, height) => {
    const page = await fixture.open({ viewport: { width, height } })
    await talk(page)
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    await page.click('#large')
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    await page.context().close()
  })

  test('a person, the call, large type and language stay in sight while the talk is read', async () => {
    const page = await fixture.open({ viewport: { width: 360, height: 640 } })
    await talk(page)
    for (const at of [0, 300, 99_999]) {
      await page.evaluate(y => window.scrollTo(0, y), at)
      for (const id of ['#person', '#call', '#large', '#language', '#write']) {
        const box = await page.locator(id).boundingBox()
        expect(box?.y, id).toBeGreaterThanOrEqual(0)
        expect((box?.y ?? 0) + (box?.height ?? 0), id).toBeLessThanOrEqual(640)
      }
    }
    await page.context().close()
  })

  for (const colorScheme of THEMES) {
    for (const locale of LANGUAGES) {
      test(`axe finds nothing serious, contrast 7:1 included: ${colorScheme}, ${locale}`, async () => {
        const page = await fixture.open({ colorScheme, locale })
        expect(await seriousFindings(page)).toEqual([])
        await talk(page)
        await page.click('#language')
        expect(await seriousFindings(page)).toEqual([])
        await page.context().close()
      })
    }
  }

  test('asks nobody but its own address, and the script stays under 100 kB', async () => {
    const page = await fixture.open()
    const asked: string[] = []
    let script = 0
    page.on('request', request => asked.push(new URL(request.url()).origin))
    page.on('response', async response => {
      if (response.url().endsWith('.js')) script += (await response.body()).length
    })
    await page.reload({ waitUntil: 'load' })
    await page.waitForSelector('.choice')
    expect(new Set(asked)).toEqual(new Set([new URL(fixture.baseUrl).origin]))
    expect(script).toBeGreaterThan(0)
    expect(script).toBeLessThan(100_000)
    await page.context().close()
  })
})
