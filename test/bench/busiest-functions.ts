import { readFileSync } from 'node:fs'
import * as z from 'zod'

const profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
})

/** Where a process spent its own time, by a .cpuprofile that Node wrote: the functions with most of it, as lines. */
export function busiestFunctions(file: string, most = 40): string {
  const { nodes, samples, timeDeltas } = profile.parse(JSON.parse(readFileSync(file, 'utf8')))
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || '(anonymous)'} ${url.replace(/^.*\//, '')}:${lineNumber + 1}`,
    ]),
  )
  const spent = new Map<string, number>()
  for (const [i, id] of samples.entries()) {
    const name = names.get(id) ?? '?'
    spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[i] ?? 0))
  }
  const idle = [...spent].filter(([name]) => name.startsWith('(idle)')).reduce((sum, [, time]) => sum + time, 0)
  const all = [...spent.values()].reduce((sum, time) => sum + time, 0) - idle
  return [...spent]
    .filter(([name]) => !name.startsWith('(idle)'))
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name, time]) => `${((time / all) * 100).toFixed(1)} % ${name}`)
    .join('\n')
}
