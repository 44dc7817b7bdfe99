import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seriousFindings } from './axe.ts'
import { openRealDesk, type RealDesk, STARTS_WITHIN } from './real-desk.ts'
import { ask, fromBot, orderLunch, own, register } from './resident-talk.ts'

// A machine with other work takes a while for a page.
vi.setConfig({ testTimeout: 90_000 })

// One desk, one resident and one member of staff, from the first greeting to the meal at the door: in this order.
let desk: RealDesk
let resident: Page
let staff: Page
/** Of those who come by once. */
let stranger: Page
/** Of the order that stands. */
let number: string

beforeAll(async () => {
  desk = await openRealDesk()
  resident = await desk.resident()
  staff = await desk.staff()
  stranger = await desk.resident()
}, STARTS_WITHIN)
afterAll(() => desk?.close())

const DAY = 86_400_000
/** The day after the test began, where the desk is: the order's day. */
const tomorrow = new Date(Date.now() + 8 * 3_600_000 + DAY).toISOString().slice(0, 10)

describe('a meal', () => {
  test('a stranger registers, orders, takes it back and orders again: another number, and all of it is there after a reload', async () => {
    await resident.locator('.choice').first().waitFor()
    expect(await seriousFindings(resident, 'color-contrast-enhanced')).toEqual([])
    await register(resident)
    const first = await orderLunch(resident)
    expect(await seriousFindings(resident, 'color-contrast-enhanced')).toEqual([])
    await resident.locator('.card >> text=撤销').click()
    await fromBot(resident, `单号 ${first} 给您撤了`).waitFor()
    expect(await resident.locator('.card button').count(), 'nothing to take back twice').toBe(0)
    await ask(resident, '订饭', '订哪一顿')
    number = await orderLunch(resident)
    expect(number).not.toBe(first)
    const before = await resident.locator('.line').allTextContents()
    await resident.reload()
    await resident.locator('.card >> text=撤销').waitFor()
    expect(await resident.locator('.line').allTextContents()).toEqual(before)
  })

  test('by keyboard alone: another is ordered and taken back with Tab, Enter and letters', async () => {
    const page = stranger
    const tabTo = async (wanted: RegExp) => {
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab')
        const there = await page.evaluate(() => document.activeElement?.closest('button')?.textContent ?? '')
        if (wanted.test(there)) return
      }
      throw new Error(`the keyboard never reached ${wanted}`)
    }
    const choose = async (wanted: RegExp, answer: string) => {
      await tabTo(wanted)
      await page.keyboard.press('Enter')
      await fromBot(page, answer).last().waitFor()
    }
    const type = async (text: string, answer: string) => {
      await page.locator('#write').focus()
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
      await fromBot(page, answer).last().waitFor()
    }
    await page.locator('.choice').first().waitFor()
    await choose(/订饭/, '同意吗')
    await choose(/^1 同意/, '您叫什么名字')
    await type('李建国', '哪一年出生')
    await type('1939年', '怎么称呼')
    await choose(/李爷爷/, '哪个街道')
    await type('花园路', '几号院几号楼几号')
    await type('92号院1号楼102', '过敏')
    await choose(/没有/, '记的是')
    await choose(/^1 对/, '订哪一顿')
    await choose(/明天|后天/, '您要啥')
    await choose(/^1 /, '还要别的吗')
    await choose(/^1 /, '您订：')
    await choose(/^1 对/, '订好了')
    await choose(/^撤销$/, '给您撤了')
  })
})

describe('a person', () => {
  test('is called, seen on the console at once, answers, and gives the talk back to the question that was open', async () => {
    await ask(resident, '订饭', '订哪一顿')
    await resident.click('#person')
    await fromBot(resident, '给您找人').waitFor()
    const row = staff.locator('.row', { hasText: '王奶奶' })
    await row.waitFor()
    // From here on the staff's hands stay on the keyboard.
    await staff.keyboard.press('j')
    await staff.keyboard.press('c')
    await staff.locator('#reply').waitFor()
    expect(await seriousFindings(staff)).toEqual([])
    await staff.keyboard.press('r')
    await staff.keyboard.type('王奶奶您好，我是小李，您说。')
    await staff.keyboard.press('Enter')
    await resident.locator('.from-staff', { hasText: '我是小李' }).waitFor()
    expect(await resident.locator('.from-staff .speaker').last().textContent()).toBe('工作人员')

    const buffer = Buffer.from((await drawing(resident)).split(',')[1] ?? '', 'base64')
    await resident.setInputFiles('#photo', { name: 'card.png', mimeType: 'image/png', buffer })
    await resident.locator('.photo img').waitFor()
    const seen = staff.locator('.transcript .photo img')
    await seen.waitFor()
    await expect.poll(() => seen.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640)

    await staff.keyboard.press('Escape')
    await staff.keyboard.press('e')
    await staff.keyboard.type('帮您看过了，接着订就行。')
    const before = await fromBot(resident, '订哪一顿').count()
    await staff.keyboard.press('Enter')
    await fromBot(resident, '接着订就行').waitFor()
    await fromBot(resident, '订哪一顿').nth(before).waitFor()
    await staff.locator('.foot.closed').waitFor()
  })

  test('我摔倒了起不来 stands on the console within a second, with its 120 line', async () => {
    const took: number[] = []
    for (let round = 1; round <= 3; round++) {
      await desk.forget(stranger)
      await stranger.fill('#write', '我摔倒了起不来')
      const seen = timeOfAlarm(staff, round)
      const [at] = await Promise.all([timeOfEnter(stranger), stranger.press('#write', 'Enter')])
      took.push((await seen) - at)
      await fromBot(stranger, '请马上拨120').waitFor()
    }
    await stranger.context().close()
    process.stdout.write(`a cry for help, sent to seen on the console: ${took.join(', ')} ms\n`)
    expect(Math.min(...took)).toBeLessThan(1_000)
    const alarm = staff.locator('.alarm').first()
    expect(await alarm.textContent()).toContain('摔倒')
    expect(await seriousFindings(staff)).toEqual([])
    await alarm.getByText('看对话').click()
    await staff.locator('.transcript', { hasText: '请马上拨120' }).waitFor()
    await alarm.getByText('我来处理').click()
    await staff.locator('.alarm-call').waitFor()
  })
})

describe('a power cut', () => {
  test('while a message is sent: it is sent once, and answered once', async () => {
    await resident.clock.install()
    await resident.fill('#write', '你们是真的吗')
    await Promise.all([resident.press('#write', 'Enter'), desk.kill()])
    await resident.locator('.state-waiting').or(resident.locator('#notice:not(:empty)')).first().waitFor()
    // Until the lunch that was ordered is on its way.
    await desk.start(Date.parse(`${tomorrow}T11:05:00+08:00`) - Date.now())
    // On a slow machine the page's next try is half a minute off by now.
    await resident.clock.fastForward(30_000)
    await fromBot(resident, '饭钱送到时付').waitFor({ timeout: 30_000 })
    await resident.reload()
    await fromBot(resident, '饭钱送到时付').waitFor()
    expect(await own(resident, '你们是真的吗').count()).toBe(1)
    expect(await fromBot(resident, '饭钱送到时付').count()).toBe(1)
  })

  test('the kitchen finds the order, marks it as delivered, and the resident is told', async () => {
    await staff.goto(`${desk.url}/console#/kitchen?date=${tomorrow}&period=lunch`)
    const order = staff.locator('.sheet tr', { hasText: number })
    await order.waitFor()
    expect(await order.textContent()).toContain('王秀英')
    expect(await seriousFindings(staff)).toEqual([])
    await order.getByText('送到了').click()
    await order.getByText('已送达').waitFor()
    await fromBot(resident, `饭送到了，单号 ${number}`).waitFor()
  })
})

test('neither page asks anybody but its own desk', () => {
  expect([...desk.asked]).toEqual([new URL(desk.url).origin])
})

/** By the clock of the machine, as the page meets it: driving a browser takes time of its own. */
const timeOfEnter = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise(done => document.addEventListener('keydown', () => done(Date.now()), { once: true, capture: true })),
  )

/** When so many alarms are drawn on the console that nobody has taken. */
const timeOfAlarm = (page: Page, count: number): Promise<number> =>
  page.evaluate(
    wanted =>
      new Promise(done => {
        const look = () => {
          if (document.querySelectorAll('.alarm.raised').length < wanted) return
          watching.disconnect()
          done(Date.now())
        }
        const watching = new MutationObserver(look)
        watching.observe(document.body, { subtree: true, childList: true, attributes: true })
        look()
      }),
    count,
  )

/** A picture, as data: address, 640 pixels wide. */
const drawing = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 360
    canvas.getContext('2d')?.fillRect(40, 40, 400, 200)
    return canvas.toDataURL('image/png')
  })
