import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openLinePlatform } from '../stand-ins/line-platform.ts'
import { openTelegramPlatform, type TelegramPlatform } from '../stand-ins/telegram-platform.ts'

let platform: TelegramPlatform
beforeAll(async () => {
  platform = await openTelegramPlatform()
})
afterAll(() => platform.close())

/** `npm run channel -- …`, with the account main at the stand-in. */
async function channel(given: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const env = {
    ...process.env,
    PUBLIC_URL: 'https://desk.example.org',
    TELEGRAM_BOT_TOKEN: platform.token,
    TELEGRAM_WEBHOOK_SECRET: platform.secret,
    TELEGRAM_API_ROOT: platform.apiRoot,
    ...more,
  }
  const node = ['--disable-warning=ExperimentalWarning', 'src/commands/channel.ts', ...given]
  const done = (code: number) => (out: { stdout: string; stderr: string }) => ({ code, said: out.stdout + out.stderr })
  return promisify(execFile)(process.execPath, node, { env }).then(done(0), error => done(error.code)(error))
}

test('before it was set up an account is told to be wrong, with the cure; set up, it is right', async () => {
  const before = await channel(['check', 'telegram/main'])
  expect(before).toMatchObject({ code: 1, said: expect.stringContaining('WRONG no webhook is set: run setup') })
  expect(await channel(['setup', 'telegram/main'])).toMatchObject({
    code: 0,
    said: expect.stringContaining('ok    the webhook is set'),
  })
  const after = await channel(['check', 'telegram/main'])
  expect(after.said).not.toContain('WRONG')
  expect(after.code).toBe(0)
})

test('LINE is given its menu with the picture that lies in the project', async () => {
  const line = await openLinePlatform()
  onTestFinished(() => line.close())
  const settings = {
    LINE_CHANNEL_SECRET: line.channelSecret,
    LINE_CHANNEL_ACCESS_TOKEN: line.channelAccessToken,
    LINE_API_ROOT: line.apiRoot,
  }
  expect((await channel(['setup', 'line/main'], settings)).said).toContain('ok    the menu is set')
  const { menu, picture } = line.menus.made.get(line.menus.shown ?? '') ?? {}
  expect(picture?.length).toBeGreaterThan(50_000)
  expect(menu?.areas.map(area => area.action.text)).toEqual(['订饭', '请人上门', '查申请', '我的', '菜单', '找人'])
  expect((await channel(['check', 'line/main'], settings)).said).toContain('ok    the menu is shown')
})

test('a token that the platform does not know is told in words, and not shown', async () => {
  const { code, said } = await channel(['check', 'telegram/main'], { TELEGRAM_BOT_TOKEN: '1:not-this-one' })
  expect(code).toBe(1)
  expect(said).toContain('WRONG the platform refuses the token')
  expect(said).not.toContain('not-this-one')
})

test('an account that is not in the settings is named, beside those that are', async () => {
  const { code, said } = await channel(['check', 'line/main'])
  expect(code).toBe(1)
  expect(said).toContain('there is no account line/main in the settings; there are: telegram/main')
})
