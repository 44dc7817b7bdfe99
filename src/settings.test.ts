import { describe, expect, test } from 'vitest'
import { SettingError } from './core/errors.ts'
import { readSettings } from './settings.ts'

const WECHAT = {
  WECHAT_APP_ID: 'a',
  WECHAT_APP_SECRET: 'b',
  WECHAT_TOKEN: 'c',
  WECHAT_ENCODING_AES_KEY: 'k'.repeat(43),
}
const SECRET = Buffer.alloc(32, 7).toString('base64')

test('nothing set: PGlite, demo data, this machine only', () => {
  expect(readSettings({})).toMatchObject({
    host: '127.0.0.1',
    port: 8787,
    publicUrl: null,
    databaseUrl: null,
    dataDir: '.data',
    seed: 'demo',
    secretKey: null,
    logLevel: 'info',
    channels: [],
    channelsFile: null,
    speech: null,
    model: null,
  })
})

test('with a server no demo data is made unless asked for', () => {
  const environment = { DATABASE_URL: 'postgres://u:p@db/desk', SECRET_KEY: SECRET }
  expect(readSettings(environment).seed).toBe('none')
  expect(readSettings({ ...environment, SEED: 'test' }).seed).toBe('test')
  expect(readSettings(environment).secretKey).toHaveLength(32)
})

test('a service beside us is its address, key and model', () => {
  const environment = { SPEECH_URL: 'https://speech.example.org/v1/', SPEECH_KEY: 'k', SPEECH_MODEL: 'whisper-1' }
  expect(readSettings(environment).speech).toEqual({
    url: 'https://speech.example.org/v1',
    key: 'k',
    model: 'whisper-1',
  })
})

test('an empty value is none; a slash at the end of PUBLIC_URL goes', () => {
  expect(readSettings({ PORT: '', TELEGRAM_BOT_TOKEN: ' ' }).port).toBe(8787)
  expect(readSettings({ PUBLIC_URL: 'https://desk.example.org/' }).publicUrl).toBe('https://desk.example.org')
})

describe('a wrong setting stops the start with one line that names it and does not quote it', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: 'abc' }, /^PORT must/],
    [{ PORT: '70000' }, /^PORT must/],
    [{ SEED: 'all' }, /^SEED must/],
    [{ PUBLIC_URL: 'desk.example.org' }, /^PUBLIC_URL must/],
    [{ ALARM_URL: 'ftp://x' }, /^ALARM_URL must/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must/],
    [{ SECRET_KEY: 'c2hvcnQ=' }, /^SECRET_KEY must/],
    [{ DATABASE_URL: 'mysql://db/x', SECRET_KEY: SECRET }, /^DATABASE_URL must/],
    [{ DATABASE_URL: 'postgres://db/x' }, /^SECRET_KEY is missing/],
    [{ WECHAT_CUSTOMER_SERVICE: 'no' }, /^WECHAT_CUSTOMER_SERVICE must be true or false/],
    [{ WECHAT_MODE: 'open' }, /^WECHAT_MODE must/],
    [{ SPEECH_KEY: 'verysecret' }, /^SPEECH_URL and SPEECH_MODEL missing; set it, or none of/],
    [{ MODEL_URL: 'https://model.example.org/v1' }, /^MODEL_KEY and MODEL_NAME missing; set it, or none of/],
    [{ SPEECH_URL: 'speech.example.org', SPEECH_KEY: 'verysecret', SPEECH_MODEL: 'w' }, /^SPEECH_URL must/],
    [{ TELEGRAM_BOT_TOKEN: 'verysecret' }, /TELEGRAM_WEBHOOK_SECRET missing/],
    [{ TELEGRAM_BOT_TOKEN: 'a', TELEGRAM_WEBHOOK_SECRET: 'verysecret!' }, /^TELEGRAM_WEBHOOK_SECRET must/],
    [{ LINE_CHANNEL_SECRET: 'verysecret' }, /LINE_CHANNEL_ACCESS_TOKEN missing/],
    [{ WECHAT_APP_ID: 'a', WECHAT_APP_SECRET: 'verysecret', WECHAT_TOKEN: 'c' }, /WECHAT_ENCODING_AES_KEY missing/],
    [{ ...WECHAT, WECHAT_ENCODING_AES_KEY: 'verysecret' }, /^WECHAT_ENCODING_AES_KEY must/],
    [{ ...WECHAT, WECHAT_ENCODING_AES_KEY_OLD: 'verysecret' }, /^WECHAT_ENCODING_AES_KEY_OLD must/],
  ]
  test.each(cases)('%j', (environment, line) => {
    const failure = (() => {
      try {
        return readSettings(environment)
      } catch (error) {
        return error
      }
    })()
    expect(failure).toBeInstanceOf(SettingError)
    if (!(failure instanceof SettingError)) return
    expect(failure.message).toMatch(line)
    expect(failure.message).not.toContain('\n')
    expect(failure.message).not.toMatch(/verysecret|c2hvcnQ/)
  })
})

test('whole secrets switch the account main of their messenger on', () => {
  const { channels } = readSettings({
    TELEGRAM_BOT_TOKEN: '1:a',
    TELEGRAM_WEBHOOK_SECRET: 'b',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9/',
    LINE_CHANNEL_SECRET: 'c',
    LINE_CHANNEL_ACCESS_TOKEN: 'd',
    WECHAT_APP_ID: 'e',
    WECHAT_APP_SECRET: 'f',
    WECHAT_TOKEN: 'g',
    WECHAT_MODE: 'plain',
    WECHAT_CUSTOMER_SERVICE: 'false',
  })
  expect(channels.map(({ account, apiRoot }) => [account.id, apiRoot])).toEqual([
    ['telegram/main', 'http://127.0.0.1:9'],
    ['line/main', null],
    ['wechat/main', null],
  ])
  expect(channels[2]).toMatchObject({ mode: 'plain', encodingAesKey: null, customerService: false })
})

test('WeChat’s former key is set beside the new one, and none is fine', () => {
  const former = 'f'.repeat(43)
  const [without] = readSettings(WECHAT).channels
  const [changing] = readSettings({ ...WECHAT, WECHAT_ENCODING_AES_KEY_OLD: former }).channels
  expect([without, changing]).toMatchObject([{ formerEncodingAesKey: null }, { formerEncodingAesKey: former }])
  expect(readSettings({ WECHAT_ENCODING_AES_KEY_OLD: former }).channels).toEqual([])
})
