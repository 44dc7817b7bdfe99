import { runFlow } from './flow/run-flow.ts'

process.exitCode = await runFlow(process.argv.slice(2), {
  out: line => process.stdout.write(`${line}\n`),
  err: line => process.stderr.write(`${line}\n`),
})
