import { join } from 'node:path'
import { unstable_startWorker } from 'wrangler'

export interface EdgeOptions {
  readonly databaseUrl: string
  /** By name, as `wrangler secret put` sets them. */
  readonly secrets: Readonly<Record<string, string>>
  readonly hostname?: string
  /** 0: any free one. */
  readonly port: number
  /** Builds again when a file changes. */
  readonly watch: boolean
}

export interface Edge {
  /** No slash at its end. */
  readonly url: string
  /** What the platform's clock does every minute; locally nobody does it. Rejects when the sweep failed. */
  strike(): Promise<void>
  stop(): Promise<void>
}

/** The bundle of wrangler.toml in a local workerd, on a database of PostgreSQL. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  // Wrangler asks for it by this name alone.
  process.env.CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE = options.databaseUrl
  process.env.WRANGLER_SEND_METRICS = 'false'
  const secrets = Object.entries(options.secrets)
  const worker = await unstable_startWorker({
    config: join(import.meta.dirname, '../../wrangler.toml'),
    bindings: Object.fromEntries(secrets.map(([name, value]) => [name, { type: 'secret_text', value }])),
    dev: {
      server: { hostname: options.hostname ?? '127.0.0.1', port: options.port },
      inspector: false,
      logLevel: options.watch ? 'log' : 'warn',
      watch: options.watch,
    },
  })
  const url = String(await worker.url).replace(/\/$/, '')
  return {
    url,
    async strike() {
      const answer = await fetch(`${url}/cdn-cgi/handler/scheduled`)
      if (!answer.ok) throw new Error(`the sweep failed: ${answer.status}`)
    },
    stop: () => worker.dispose(),
  }
}
