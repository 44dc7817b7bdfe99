import * as z from 'zod'
import { SettingError } from './core/errors.ts'
import { LOG_LEVELS, type LogLevel } from './log/log-level.ts'
import { type ChannelSettings, mainAccounts, WECHAT_MODES } from './start/channel-settings.ts'
import { type ServiceSettings, serviceSettings } from './start/service-settings.ts'

const SEEDS = ['demo', 'none', 'test'] as const
type Seed = (typeof SEEDS)[number]

/** The environment, checked. */
export interface Settings {
  readonly host: string
  readonly port: number
  /** No slash at its end. Null: whatever address the desk turns out to listen on. */
  readonly publicUrl: string | null
  /** Null: PGlite in `dataDir`. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  readonly seed: Seed
  readonly flowsDir: string | null
  /** 32 bytes. Null only with PGlite: made once and kept in `dataDir`. */
  readonly secretKey: Uint8Array | null
  readonly secretKeyOld: Uint8Array | null
  readonly alarmUrl: string | null
  readonly metricsToken: string | null
  readonly logLevel: LogLevel
  /** The messengers' accounts `main`; further ones stand in `channelsFile`. */
  readonly channels: readonly ChannelSettings[]
  readonly channelsFile: string | null
  /** Writes voices down; null: they go to a person. */
  readonly speech: ServiceSettings | null
  /** Guesses at what the rules do not understand; null: nobody does. */
  readonly model: ServiceSettings | null
}

type Environment = Readonly<Record<string, string | undefined>>

const url = z.url({ protocol: /^https?$/ })
const key = z.base64().transform(text => new Uint8Array(Buffer.from(text, 'base64')))

/** One line for each name: what it must be, as its cure. A value is never quoted: it may be a secret. */
const rules = {
  PORT: { schema: z.coerce.number().int().min(0).max(65_535), must: 'be a whole number from 0 to 65535, as in 8787' },
  PUBLIC_URL: { schema: url, must: 'be an http or https address, as in https://desk.example.org' },
  DATABASE_URL: { schema: z.url({ protocol: /^postgres(ql)?$/ }), must: 'begin with postgres://' },
  SEED: { schema: z.enum(SEEDS), must: `be one of ${SEEDS.join(', ')}` },
  SECRET_KEY: { schema: key.refine(is32), must: 'be 32 random bytes in base64, as made by: openssl rand -base64 32' },
  SECRET_KEY_OLD: { schema: key.refine(is32), must: 'be the former SECRET_KEY: 32 bytes in base64' },
  ALARM_URL: { schema: url, must: 'be an http or https address' },
  METRICS_TOKEN: { schema: z.string().min(8), must: 'have 8 characters or more' },
  LOG_LEVEL: { schema: z.enum(LOG_LEVELS), must: `be one of ${LOG_LEVELS.join(', ')}` },
  TELEGRAM_API_ROOT: { schema: url, must: 'be an http or https address' },
  LINE_API_ROOT: { schema: url, must: 'be an http or https address' },
  WECHAT_API_ROOT: { schema: url, must: 'be an http or https address' },
  SPEECH_URL: {
    schema: url,
    must: 'be an http or https address with the version, as in https://speech.example.org/v1',
  },
  MODEL_URL: { schema: url, must: 'be an http or https address with the version, as in https://model.example.org/v1' },
  WECHAT_CUSTOMER_SERVICE: { schema: z.enum(['true', 'false']), must: 'be true or false' },
  WECHAT_MODE: { schema: z.enum(WECHAT_MODES), must: 'be one of aes, compat, plain' },
} as const
type Rules = typeof rules

const SPEECH = { url: 'SPEECH_URL', key: 'SPEECH_KEY', model: 'SPEECH_MODEL' } as const
const MODEL = { url: 'MODEL_URL', key: 'MODEL_KEY', model: 'MODEL_NAME' } as const

export function readSettings(environment: Environment): Settings {
  const read = <N extends keyof Rules>(name: N): z.output<Rules[N]['schema']> | null => parse(environment, name)
  for (const name of ['TELEGRAM_API_ROOT', 'LINE_API_ROOT', 'WECHAT_API_ROOT', 'SPEECH_URL', 'MODEL_URL'] as const) {
    read(name)
  }
  const databaseUrl = read('DATABASE_URL')
  const secretKey = read('SECRET_KEY')
  if (databaseUrl && !secretKey) {
    throw new SettingError(`SECRET_KEY is missing; with DATABASE_URL it must ${rules.SECRET_KEY.must}`)
  }
  return {
    host: given(environment, 'HOST') ?? '127.0.0.1',
    port: read('PORT') ?? 8787,
    publicUrl: read('PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
    databaseUrl,
    dataDir: given(environment, 'DATA_DIR') ?? '.data',
    seed: read('SEED') ?? (databaseUrl ? 'none' : 'demo'),
    flowsDir: given(environment, 'FLOWS_DIR'),
    secretKey,
    secretKeyOld: read('SECRET_KEY_OLD'),
    alarmUrl: read('ALARM_URL'),
    metricsToken: read('METRICS_TOKEN'),
    logLevel: read('LOG_LEVEL') ?? 'info',
    channels: mainAccounts(name => given(environment, name), {
      mode: read('WECHAT_MODE') ?? 'aes',
      customerService: read('WECHAT_CUSTOMER_SERVICE') !== 'false',
    }),
    channelsFile: given(environment, 'CHANNELS_FILE'),
    speech: serviceSettings(SPEECH, name => given(environment, name)),
    model: serviceSettings(MODEL, name => given(environment, name)),
  }
}

/** An empty value counts as none, as compose files and shells leave them. */
export function given(environment: Environment, name: string): string | null {
  return environment[name]?.trim() || null
}

function parse<N extends keyof Rules>(environment: Environment, name: N): z.output<Rules[N]['schema']> | null {
  const text = given(environment, name)
  if (text === null) return null
  const parsed = rules[name].schema.safeParse(text)
  if (!parsed.success) throw new SettingError(`${name} must ${rules[name].must}`)
  // The schema was taken by the same name; the compiler does not follow that through the table.
  return parsed.data as z.output<Rules[N]['schema']>
}

function is32(bytes: Uint8Array): boolean {
  return bytes.length === 32
}
