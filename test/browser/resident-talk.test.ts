import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openedForTests } from './opened-for-tests.ts'
import { residentFixture } from './resident-fixture.ts'
import { own, write } from './resident-talk.ts'

const fixture = openedForTests(residentFixture)

describe('talking', () => {
  test('a pressed choice stays as the resident’s own line, and the next question opens', async () => {
    const page = await fixture().open()
    await page.click('.choice:has-text("订饭")')
    await page.waitForSelector('.choice:has-text("烩面")')
    expect(await own(page, '订饭').count()).toBe(1)
    expect(await page.locator('.choice').count()).toBe(5)
    // The old options are still to be read, and no longer to be pressed.
    expect(await page.locator('.past').textContent()).toContain('1 订饭')
  })

  test('the first stop of the keyboard leads to the box one writes in', async () => {
    const page = await fixture().open()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.type('订饭')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.choice:has-text("烩面")')
  })

  test('Enter that ends the choosing of characters sends nothing', async () => {
    const page = await fixture().open()
    await page.fill('#write', '订')
    await page.locator('#write').dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    expect(await page.inputValue('#write')).toBe('订')
    expect(fixture().desk.posts).toBe(0)
  })

  test('news is announced, history is not', async () => {
    const page = await fixture().open()
    await page.waitForSelector('#log[aria-live=polite]')
    await using _watching = await page.addInitScript(() => {
      const seen: (string | null)[] = []
      Object.assign(window, { seen })
      document.addEventListener('DOMContentLoaded', () => {
        const log = document.getElementById('log')
        if (log) new MutationObserver(() => seen.push(log.getAttribute('aria-live'))).observe(log, { childList: true })
      })
    })
    await page.reload()
    await page.waitForSelector('.choice')
    expect(await page.evaluate('seen[0]')).toBe('off')
    await page.waitForSelector('#log[aria-live=polite]')
  })

  test('text from anyone is shown as text', async () => {
    const page = await fixture().open()
    await write(page, '<img src=x onerror=alert(1)> & "引号"')
    await page.waitForSelector('text=对不住，我没听懂')
    expect(await own(page, '<img src=x').count()).toBe(1)
    expect(await page.locator('img').count()).toBe(0)
  })
})

describe('a bad connection', () => {
  test('an answer that was lost: the same message is sent again and has its effect once', async () => {
    fixture().desk.streams = false
    const page = await fixture().openByClock()
    fixture().desk.faults.push('lost')
    await write(page, '订饭')
    await page.waitForSelector('.state-waiting')
    expect(fixture().desk.posts).toBe(1)
    await page.clock.fastForward(8_000)
    await expect.poll(() => fixture().desk.posts, { timeout: 5_000 }).toBe(2)
    await page.waitForSelector('.choice:has-text("烩面")')
    expect(fixture().desk.received).toHaveLength(1)
    expect(await own(page, '订饭').count()).toBe(1)
    await page.context().close()
  })

  test('messages wait for each other: order is kept when the first needs three tries', async () => {
    const page = await fixture().open()
    fixture().desk.faults.push('away', 'lost')
    await write(page, '第一句')
    await write(page, '第二句')
    await write(page, '第三句')
    await expect.poll(() => fixture().desk.received.length, { timeout: 15_000 }).toBe(3)
    await page.waitForFunction(() => document.querySelectorAll('.from-bot').length >= 4)
    const said = await page.locator('.from-resident .bubble').allTextContents()
    expect(said).toEqual(['第一句', '第二句', '第三句'])
  })

  test('without a network the page says so in words, keeps what is written, and sends it when the network is back', async () => {
    const page = await fixture().open()
    await page.context().setOffline(true)
    await write(page, '我要订饭')
    await page.waitForSelector('text=没有网络')
    await page.waitForSelector('.state-waiting:has-text("还没发出去")')
    expect(await page.locator('button:has-text("再发一次")').count()).toBe(1)
    await page.fill('#write', '还没写完的')
    await page.context().setOffline(false)
    await page.waitForSelector('.from-bot >> nth=1')
    await page.waitForFunction(() => document.getElementById('notice')?.textContent === '')
    expect(fixture().desk.received).toHaveLength(1)
    expect(await page.inputValue('#write')).toBe('还没写完的')
  })

  test('what was not sent before the page was closed is sent after it is opened again, once', async () => {
    const page = await fixture().open()
    fixture().desk.faults.push('away', 'away', 'away', 'away', 'away', 'away')
    await write(page, '先写下')
    await page.fill('#write', '半句话')
    await page.waitForSelector('.state-waiting')
    fixture().desk.faults.length = 0
    await page.reload()
    await expect.poll(() => fixture().desk.received.length).toBe(1)
    await page.waitForSelector('text=对不住，我没听懂')
    expect(await own(page, '先写下').count()).toBe(1)
    expect(await page.inputValue('#write')).toBe('半句话')
  })

  test('where streams don’t pass, the page asks', async () => {
    fixture().desk.streams = false
    const page = await fixture().openByClock()
    await write(page, '订饭')
    await expect.poll(() => fixture().desk.received.length).toBe(1)
    await page.clock.fastForward(8_000)
    await page.waitForSelector('.choice:has-text("烩面")')
    await page.context().close()
  })
})

describe('coming back', () => {
  test('a session that the desk no longer knows becomes a new one, and what was written goes into it', async () => {
    const page = await fixture().open()
    await page.evaluate(() => localStorage.setItem('zhaoying.session', '{"session":"gone","token":"gone"}'))
    await page.reload()
    await page.waitForSelector('.choice')
    await write(page, '订饭')
    await page.waitForSelector('.choice:has-text("烩面")')
  })

  test('blocked storage costs the history, not the talk', async () => {
    const page = await fixture().open()
    await using _blocking = await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('blocked', 'SecurityError')
        },
      })
    })
    await page.reload()
    await page.waitForSelector('.choice')
    await write(page, '订饭')
    await page.waitForSelector('.choice:has-text("烩面")')
  })
})

describe('helps', () => {
  test('large type is kept', async () => {
    const page = await fixture().open()
    await page.click('#large')
    await page.reload()
    await page.waitForSelector('.choice')
    expect(await page.getAttribute('#large', 'aria-pressed')).toBe('true')
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('30px')
  })

  test('another language: the page and the desk change together, and it is kept', async () => {
    const page = await fixture().open()
    await page.click('#language')
    await page.click('button:has-text("English")')
    await page.waitForSelector('.choice:has-text("Home help")')
    expect(await page.textContent('#send')).toBe('Send')
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    await page.reload()
    await page.waitForSelector('.choice')
    expect(await page.textContent('#person')).toBe('Person')
  })

  test('the call goes to the centre’s number', async () => {
    const page = await fixture().open()
    expect(await page.getAttribute('#call', 'href')).toBe('tel:037155550100')
    expect(await page.getAttribute('#call', 'aria-label')).toContain('0371-55550100')
  })

  test('the last question is read aloud with its choices, on request and in the language of the page', async () => {
    const page = await fixture().open()
    await page.evaluate(() => {
      const spoken: string[] = []
      Object.assign(window, { spoken })
      speechSynthesis.speak = utterance => spoken.push(`${utterance.lang} ${utterance.text}`)
    })
    await page.click('#listen')
    expect(await page.evaluate('spoken')).toEqual([
      'zh-CN 王奶奶早上好。今天想办点啥？\n1，订饭。\n2，请人上门。\n3，查事情。\n0，找人。',
    ])
    expect(await page.textContent('#listen')).toBe('别读了')
    await page.click('#listen')
    expect(await page.textContent('#listen')).toBe('朗读')
  })
})

describe('photos', () => {
  /** A picture drawn by the browser, `side` pixels wide. */
  const picture = async (page: Page, side: number) => {
    const url: string = await page.evaluate(wide => {
      const canvas = document.createElement('canvas')
      canvas.width = wide
      canvas.height = wide / 2
      canvas.getContext('2d')?.fillRect(9, 9, wide / 2, wide / 4)
      return canvas.toDataURL('image/png')
    }, side)
    return Buffer.from(url.split(',')[1] ?? '', 'base64')
  }

  test('a large photo is made smaller, sent once, shown, and still there after a reload', async () => {
    const page = await fixture().open()
    const buffer = await picture(page, 4_000)
    fixture().desk.faults.push('lost')
    await page.setInputFiles('#photo', { name: 'card.png', mimeType: 'image/png', buffer })
    await page.waitForSelector('text=照片收到了')
    const width = () => page.evaluate(() => document.querySelector<HTMLImageElement>('.photo img')?.naturalWidth)
    await expect.poll(width).toBe(2_000)
    expect(fixture().desk.received).toHaveLength(1)
    await page.reload()
    await expect.poll(width).toBe(2_000)
    expect(await page.getAttribute('.photo img', 'alt')).toBe('照片')
  })

  test('what is no photo is said in words, and the talk goes on', async () => {
    const page = await fixture().open()
    await page.setInputFiles('#photo', { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
    await page.waitForSelector('text=只收照片')
    await write(page, '订饭')
    await page.waitForSelector('.choice:has-text("烩面")')
  })
})
