import { describe, expect, test } from 'vitest'
import { seriousFindings } from './axe.ts'
import { consoleFixture, signIn, visible } from './console-fixture.ts'
import { alarm, handoff, MINE } from './console-samples.ts'
import { openedForTests } from './opened-for-tests.ts'
import { soundAfterTouch } from './sound-after-touch.ts'

const fixture = openedForTests(consoleFixture)

describe('alarms', () => {
  test('raised while the feed is still opening are seen when it opens', async () => {
    const page = await fixture().open()
    fixture().desk.slow('/api/events', 1_500)
    await signIn(page)
    await page.getByText('没有人在等').first().waitFor()
    fixture().desk.addAlarm(alarm())
    await page.locator('.alarm.raised').waitFor({ timeout: 5_000 })
  })

  test('sound until somebody takes them, are said to screen readers and stand in the title', async () => {
    const page = await fixture().enterByClock()
    await page.evaluate(() => {
      const create = AudioContext.prototype.createOscillator
      Object.assign(window, { tones: 0 })
      AudioContext.prototype.createOscillator = function () {
        Reflect.set(window, 'tones', Number(Reflect.get(window, 'tones')) + 1)
        return create.call(this)
      }
    })
    const tones = () => page.evaluate(() => Number(Reflect.get(window, 'tones')))
    const fall = alarm()
    fixture().desk.addAlarm(fall)
    await page.locator('.alarm.raised').waitFor()
    await expect.poll(tones).toBeGreaterThan(0)
    expect(await page.locator('.alarms [role=alert]').textContent()).toContain('报警：摔倒，张爷爷，南阳路街道')
    await expect.poll(() => page.title()).toContain('(1) 报警')
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    await page.locator('.alarm-close input').waitFor()
    const heard = await tones()
    await page.clock.fastForward(4_500)
    expect(await tones(), 'quiet once it is taken').toBe(heard)
    await page.locator('.alarm-close input').fill('救护车到了。')
    await page.keyboard.press('Enter')
    await page.locator('.alarm').waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('as long as the browser blocks sound it says so', async () => {
    const before = await fixture().enter()
    // Signed in already, so nobody has touched this one yet.
    const page = await before.context().newPage()
    await page.addInitScript(soundAfterTouch)
    await page.goto(before.url())
    await visible(page, '浏览器还挡着声音')
    await page.getByText('打开声音').click()
    await page.getByText('浏览器还挡着声音').waitFor({ state: 'detached' })
    await page.close()
  })

  test('a silent one says that nothing may be written about it, where it is taken and where one writes', async () => {
    const work = handoff('刘奶奶', 3, MINE)
    fixture().desk.addHandoff(work)
    const silent = alarm({ class: 'abuse', silent: true, conversation: work.conversation, handoff: work.id })
    fixture().desk.addAlarm(silent)
    const page = await fixture().enter({}, `/inbox/${work.id}`)
    await page.locator('.alarm-silent', { hasText: '对方屏幕上没有显示' }).waitFor()
    await page.locator('.silent-note', { hasText: '静默报警没办结' }).waitFor()
  })
})

describe('live without jumping', () => {
  test('newcomers are counted while the list is pointed at; a talk that is read above stays where it is', async () => {
    const talk = handoff('王奶奶', 40, MINE)
    const long = Array.from({ length: 30 }, (_, place) => ({
      ...(talk.messages[0] ?? talk.messages[1]),
      id: `~${place}`,
    }))
    fixture().desk.addHandoff({ ...talk, messages: [...talk.messages, ...(long as typeof talk.messages)] })
    const page = await fixture().enter({}, `/inbox/${talk.id}`)
    await page.locator('.row').first().hover()
    await page.mouse.move(200, 300)
    fixture().desk.addHandoff(handoff('新来的', 0))
    await visible(page, '新来 1 位')
    expect(await page.locator('.row').count()).toBe(1)
    await page.getByText('新来 1 位').click()
    await page.locator('.row', { hasText: '新来的' }).waitFor()

    const scroller = page.locator('.transcript')
    await scroller.evaluate(box => {
      box.scrollTop = 100
    })
    await page.waitForTimeout(100)
    fixture().desk.say(talk.id, '又说一句')
    await visible(page, '1 条新的')
    expect(await scroller.evaluate(box => box.scrollTop)).toBe(100)
    await page.getByText('1 条新的').click()
    expect(await scroller.evaluate(box => box.scrollHeight - box.scrollTop - box.clientHeight)).toBeLessThan(2)
  })
})

describe('for every eye', () => {
  test('axe finds nothing serious in the dark inbox with an alarm, a talk in work and a failed reply', async () => {
    const work = handoff('王奶奶', 3, MINE)
    fixture().desk.addHandoff(work)
    fixture().desk.addHandoff(handoff('李爷爷', 1))
    fixture().desk.addAlarm(alarm({ tier: 2, further: 1 }))
    const page = await fixture().enter({ colorScheme: 'dark' }, `/inbox/${work.id}`)
    fixture().desk.failNext('/reply', 503)
    await page.locator('#reply').fill('您稍等')
    await page.keyboard.press('Enter')
    await page.locator('.said.failed').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  test.each(['zh-CN', 'zh-TW', 'en'])(
    'in %s nothing scrolls sideways at 320 px, in the list or in a talk',
    async locale => {
      const work = handoff('王奶奶', 3, MINE)
      fixture().desk.addHandoff(work)
      fixture().desk.addAlarm(alarm())
      const page = await fixture().enter({ locale, viewport: { width: 320, height: 740 } })
      const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      await page.locator('.row').waitFor()
      expect(await sideways()).toBeLessThanOrEqual(0)
      await page.locator('.row').click()
      await page.locator('#reply').waitFor()
      expect(await sideways()).toBeLessThanOrEqual(0)
    },
  )
})
