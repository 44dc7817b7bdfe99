import { describe, expect, test } from 'vitest'
import { consoleFixture, signIn, visible } from './console-fixture.ts'
import { alarm, COLLEAGUE, handoff, MINE } from './console-samples.ts'
import { openedForTests } from './opened-for-tests.ts'

const fixture = openedForTests(consoleFixture)

describe('signing in', () => {
  test('what went wrong is said in words, and nobody is let in', async () => {
    const page = await fixture().open()
    await page.locator('[name=username]').waitFor()
    await page.keyboard.press('Enter')
    await visible(page, '请填用户名和密码')
    await signIn(page, 'wrong')
    await visible(page, '用户名或密码不对')
    const refusals = [
      [429, '试得太多了'],
      [403, '不能从这个网址登录'],
      [503, '忙不过来'],
      [500, '我们这边出了错'],
    ] as const
    for (const [status, words] of refusals) {
      fixture().desk.failNext('/sign-in', status)
      await page.keyboard.press('Enter')
      await visible(page, words)
    }
    await page.context().setOffline(true)
    await page.keyboard.press('Enter')
    await visible(page, '连不上服务台')
    expect(await page.locator('.rail').count()).toBe(0)
  })

  test('a session that ends keeps the place and the unsent words', async () => {
    const work = handoff('王奶奶', 3, MINE)
    fixture().desk.addHandoff(work)
    const page = await fixture().enter({}, `/inbox/${work.id}`)
    await page.locator('#reply').fill('写到一半的话')
    fixture().desk.endSessions()
    fixture().desk.say(work.id, '还在吗')
    await visible(page, '登录到期了')
    await visible(page, '没发出去的话还留着')
    await signIn(page)
    await page.locator('.transcript', { hasText: '还在吗' }).waitFor()
    expect(await page.locator('#reply').inputValue()).toBe('写到一半的话')
  })
})

describe('by keyboard', () => {
  test('the help lists the keys; up, down, claim, write, close and the other screens are one or two keys away', async () => {
    for (const [form, minutes] of [
      ['王奶奶', 9],
      ['李爷爷', 6],
      ['赵阿姨', 3],
    ] as const)
      fixture().desk.addHandoff(handoff(form, minutes))
    const page = await fixture().enter()
    await page.locator('.row').nth(2).waitFor()
    const chosen = () => page.locator('.row[aria-current] .row-who').textContent()
    await page.keyboard.press('?')
    await page.locator('dialog[open]', { hasText: '下一位' }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Escape')
    expect(await page.locator('.row[aria-current]').count(), 'no key works through the help').toBe(0)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect.poll(chosen).toBe('李爷爷')
    await page.keyboard.press('k')
    await expect.poll(chosen).toBe('王奶奶')
    // The C of a quick hand comes before the talk is here.
    fixture().desk.slow('/api/handoffs/', 300)
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await page.locator('#reply').waitFor()
    expect(await chosen()).toBe('李爷爷')
    await page.keyboard.press('r')
    await page.keyboard.type('jkce?')
    expect(await page.locator('#reply').inputValue(), 'in the box letters are letters').toBe('jkce?')
    await page.locator('#reply').fill('')
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    await page.locator('.close-form').waitFor()
    await page.keyboard.press('Enter')
    await visible(page, '请写一句说好了什么')
    await page.keyboard.type('明天照常送。')
    await page.keyboard.press('Enter')
    await page.locator('.foot.closed', { hasText: '明天照常送' }).waitFor()
    expect(fixture().desk.closings.map(({ body }) => body)).toEqual([{ note: '明天照常送。' }])
    await page.keyboard.press('g')
    await page.keyboard.press('k')
    await page.locator('.kitchen-page').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await page.locator('.list').waitFor()
  })
})

describe('what may fail', () => {
  test('a reply that failed turns red and stays until the transcript has it, were its answer lost', async () => {
    const work = handoff('王奶奶', 3, MINE)
    fixture().desk.addHandoff(work)
    const page = await fixture().enter({}, `/inbox/${work.id}`)
    fixture().desk.failNext('/reply', 503)
    await page.locator('#reply').fill('您稍等')
    await page.keyboard.press('Enter')
    const failed = page.locator('.said.failed', { hasText: '您稍等' })
    await failed.waitFor()
    expect(await failed.textContent()).toContain('没发出去')
    expect(await page.locator('#reply').inputValue()).toBe('')
    // Now the desk has it, and only its answer is lost.
    fixture().desk.failNext('/reply', 'cut')
    await failed.getByText('重发').click()
    await expect.poll(() => fixture().desk.replies.length).toBe(1)
    // The transcript has it: nobody is asked to send it a third time.
    await failed.waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('.said.staff', { hasText: '您稍等' }).count()).toBe(1)
    // Another is given up: its words are in the box again.
    fixture().desk.failNext('/reply', 503)
    await page.locator('#reply').fill('写错了')
    await page.keyboard.press('Enter')
    await page.getByText('取回来改').click()
    expect(await page.locator('#reply').inputValue()).toBe('写错了')
  })

  test('what the messenger still takes stands beside the reply box; with nothing left nothing is sent', async () => {
    const until = new Date(Date.now() + 24 * 3_600_000).toISOString()
    const work = handoff('王奶奶', 3, { ...MINE, channel: 'wechat', window: { left: 3, until } })
    fixture().desk.addHandoff(work)
    const page = await fixture().enter({}, `/inbox/${work.id}`)
    await page.locator('.composer', { hasText: /还能发 3 条，到明天 \d\d:\d\d；对方再说话就重新算/ }).waitFor()
    await page.locator('#reply').fill('您稍等')
    // The last one went to somebody else's reply meanwhile.
    fixture().desk.handoffs.set(work.id, { ...work, window: { left: 0, until: null } })
    fixture().desk.failNext('/reply', 409)
    await page.keyboard.press('Enter')
    await page.locator('.said.failed', { hasText: '现在发不出去。等对方再说话' }).waitFor()
    await page.locator('.composer .problem', { hasText: '现在发不出去' }).waitFor()
    await page.getByText('取回来改').click()
    await page.locator('#reply').press('Enter')
    expect(await page.locator('#reply').inputValue()).toBe('您稍等')
    expect(fixture().desk.replies).toEqual([])
    fixture().desk.handoffs.set(work.id, { ...work, window: { left: 5, until } })
    fixture().desk.say(work.id, '在吗')
    await visible(page, '还能发 5 条')
    await page.locator('#reply').press('Enter')
    await expect.poll(() => fixture().desk.replies.length).toBe(1)
  })

  test('where only answers can be given, staff read when theirs arrives, and may write all the same', async () => {
    const work = handoff('王奶奶', 3, { ...MINE, channel: 'wechat', passiveOnly: true })
    fixture().desk.addHandoff(work)
    const page = await fixture().enter({}, `/inbox/${work.id}`)
    await page.locator('.composer', { hasText: '对方下次说话时，才收到您的话' }).waitFor()
    await page.locator('#reply').fill('您稍等')
    await page.keyboard.press('Enter')
    await expect.poll(() => fixture().desk.replies.length).toBe(1)
  })

  test('two claim at once: who comes second is told who has it', async () => {
    const work = handoff('王奶奶', 3)
    fixture().desk.addHandoff(work)
    const page = await fixture().enter({}, `/inbox/${work.id}`)
    await page.locator('.foot.claim .button').waitFor()
    // The news of it is still on its way.
    fixture().desk.handoffs.set(work.id, { ...work, state: 'claimed', claimedBy: COLLEAGUE })
    await page.keyboard.press('c')
    await visible(page, '同事先接手了')
    await visible(page, '赵磊 在办这一位，您只能看')
    expect(await page.locator('#reply').count()).toBe(0)
  })

  test('without the live feed it says so, and an alarm still comes', async () => {
    const page = await fixture().enterByClock()
    await visible(page, '没有人在等')
    const mendFeed = fixture().desk.failNext('/api/events', 503, Number.POSITIVE_INFINITY)
    fixture().desk.dropFeeds()
    await visible(page, '与服务台的连接断了')
    const unheard = alarm({ class: 'medical' })
    fixture().desk.alarms.set(unheard.id, unheard)
    await page.clock.fastForward(4_000)
    await page.locator('.alarm.raised', { hasText: '身体急病' }).waitFor()
    mendFeed()
    await expect
      .poll(async () => {
        await page.clock.fastForward(2_000)
        return page.getByText('与服务台的连接断了').count()
      })
      .toBe(0)
    await page.context().close()
  })
})
