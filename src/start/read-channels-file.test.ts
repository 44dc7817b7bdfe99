import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SettingError } from '../core/errors.ts'
import { mainAccounts } from './channel-settings.ts'
import { readChannelsFile } from './read-channels-file.ts'

const ENVIRONMENT: Readonly<Record<string, string>> = {
  TELEGRAM_BOT_TOKEN: '1:main',
  TELEGRAM_WEBHOOK_SECRET: 'main-secret',
  FAMILY_TOKEN: '2:family',
  FAMILY_SECRET: 'verysecret',
}
const WECHAT = { mode: 'aes', customerService: true } as const
const given = (name: string) => ENVIRONMENT[name] ?? null
const FAMILY = 'account: telegram/family, secrets: { token: FAMILY_TOKEN, webhook_secret: FAMILY_SECRET }'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'channels-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(text: string, secrets = given) {
  const file = join(folder, 'channels.yaml')
  await writeFile(file, text)
  return readChannelsFile(file, mainAccounts(secrets, WECHAT), secrets)
}

test('without a file there are the accounts main', async () => {
  const main = mainAccounts(given, WECHAT)
  expect(await readChannelsFile(null, main, given)).toEqual(main)
})

test('a further account has its secrets by the names of variables, and rates of its own', async () => {
  const accounts = await read(`accounts:\n  - { ${FAMILY}, per_second: 5, burst: 9 }\n`)
  expect(accounts.map(({ account }) => account.id)).toEqual(['telegram/main', 'telegram/family'])
  expect(accounts[1]).toMatchObject({
    kind: 'telegram',
    token: '2:family',
    webhookSecret: 'verysecret',
    account: { perSecond: 5, perChatPerSecond: 1, burst: 9 },
  })
})

test('the rates of an account main can be set there', async () => {
  const [main] = await read('accounts: [{ account: telegram/main, per_second: 100000, burst: 100000 }]')
  expect(main).toMatchObject({ token: '1:main', account: { perSecond: 100_000, burst: 100_000 } })
})

test('an account of WeChat that was never verified says so, also one named main', async () => {
  const wechat = {
    WECHAT_APP_ID: 'a',
    WECHAT_APP_SECRET: 'b',
    WECHAT_TOKEN: 'c',
    WECHAT_ENCODING_AES_KEY: 'k'.repeat(43),
  }
  const named = (name: string) => new Map(Object.entries(wechat)).get(name) ?? null
  const secrets = 'app_id: WECHAT_APP_ID, app_secret: WECHAT_APP_SECRET, token: WECHAT_TOKEN'
  const text = `accounts:
  - { account: wechat/main, customer_service: false }
  - { account: wechat/street, secrets: { ${secrets}, encoding_aes_key: WECHAT_ENCODING_AES_KEY } }\n`
  const accounts = await read(text, named)
  expect(accounts).toMatchObject([{ customerService: false }, { customerService: true }])
})

test('a further account of WeChat may name its former key', async () => {
  const given = new Map(Object.entries({ A: 'a', B: 'b', C: 'ccc', D: 'k'.repeat(43), FORMER: 'f'.repeat(43) }))
  const named = (name: string) => given.get(name) ?? null
  const secrets = 'app_id: A, app_secret: B, token: C, encoding_aes_key: D'
  const entry = (more: string) => `accounts: [{ account: wechat/street, secrets: { ${secrets}${more} } }]`
  const without = (await read(entry(''), named)).at(-1)
  const changing = (await read(entry(', encoding_aes_key_old: FORMER'), named)).at(-1)
  expect(without).toMatchObject({ formerEncodingAesKey: null })
  expect(changing).toMatchObject({ encodingAesKey: 'k'.repeat(43), formerEncodingAesKey: 'f'.repeat(43) })
})

describe('what is wrong in it stops the start with the file, the entry and the cure, and no secret', () => {
  test.each([
    ['no YAML', 'accounts: [', /it is not YAML/],
    ['another shape', 'accounts: { a: 1 }', /accounts: /],
    ['an unknown messenger', 'accounts: [{ account: icq/main }]', /accounts\.0\.account: as in telegram\/family/],
    [
      'a secret itself',
      `accounts: [{ ${FAMILY.replace('FAMILY_SECRET', 'verysecret')} }]`,
      /the name of an environment/,
    ],
    [
      'a secret missing',
      'accounts: [{ account: line/x, secrets: { channel_secret: A } }]',
      /line\/x: secrets must name/,
    ],
    [
      'a variable not set',
      'accounts: [{ account: telegram/x, secrets: { token: A, webhook_secret: B } }]',
      /none of A, B/,
    ],
    ['half of them set', `accounts: [{ ${FAMILY.replace('FAMILY_TOKEN', 'NOT_SET')} }]`, /NOT_SET missing/],
    ['a setting of WeChat', 'accounts: [{ account: line/x, customer_service: false }]', /are of WeChat only/],
    ['an account twice', `accounts: [{ ${FAMILY} }, { ${FAMILY} }]`, /twice/],
  ])('%s', async (_, text, line) => {
    const failure = await read(text).catch(error => error)
    expect(failure).toBeInstanceOf(SettingError)
    expect(String(failure.message)).toMatch(line)
    expect(String(failure.message)).not.toContain('verysecret')
  })
})
