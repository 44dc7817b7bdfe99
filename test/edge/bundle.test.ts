import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { folder } from '../../src/core/folder.ts'

const metafile = z.object({ outputs: z.record(z.string(), z.object({ inputs: z.record(z.string(), z.unknown()) })) })
const profile = z.object({
  nodes: z.array(z.object({ id: z.int(), callFrame: z.object({ functionName: z.string() }) })),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
})

let place: string
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'bundle-'))
  const written = ['--outdir', place, '--outfile', join(place, 'whole.bundle'), '--metafile']
  await wrangler('deploy', '--dry-run', '--minify', ...written)
})
afterAll(() => rm(place, { recursive: true }))

async function wrangler(...given: readonly string[]): Promise<void> {
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true' }
  await promisify(execFile)(process.execPath, [folder('node_modules/wrangler/bin/wrangler.js'), ...given], {
    cwd: folder(''),
    env,
  })
}

const read = async (name: string) => readFile(join(place, name))

test('what is deployed weighs less than 700 kB compressed', async () => {
  const script = await read('worker.js')
  const zipped = gzipSync(script).length
  process.stdout.write(`the worker: ${script.length} bytes, ${zipped} bytes zipped\n`)
  expect(zipped).toBeLessThan(700_000)
})

test('neither the embedded database nor the console is in it', async () => {
  const { outputs } = metafile.parse(JSON.parse((await read('bundle-meta.json')).toString()))
  const files = Object.values(outputs).flatMap(output => Object.keys(output.inputs))
  expect(files).toContain('src/worker.ts')
  expect(
    files.filter(file => /pglite|src\/console|^src\/node\.ts$|\/react(-dom)?\/|\/pino\/|better-auth/.test(file)),
  ).toEqual([])
})

/** https://developers.cloudflare.com/workers/platform/limits/#worker-startup-time */
test('it starts within what the platform allows', async () => {
  const taken: number[] = []
  for (const name of ['1', '2', '3', '4', '5']) {
    await wrangler('check', 'startup', '--worker', join(place, 'whole.bundle'), '--outfile', join(place, name))
    taken.push(busyMs(profile.parse(JSON.parse((await read(name)).toString()))))
  }
  const median = taken.toSorted((a, b) => a - b)[2]
  process.stdout.write(`the worker starts in ${median?.toFixed()} ms of processor time\n`)
  expect(median).toBeLessThan(1_000)
})

function busyMs({ nodes, samples, timeDeltas }: z.infer<typeof profile>): number {
  const idle = new Set(
    nodes.filter(node => /^\((idle|program)\)$/.test(node.callFrame.functionName)).map(node => node.id),
  )
  return samples.reduce((sum, id, i) => sum + (idle.has(id) ? 0 : (timeDeltas[i] ?? 0)), 0) / 1_000
}
