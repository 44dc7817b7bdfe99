import { runDesk } from './start/run-desk.ts'

await runDesk(process.env)
