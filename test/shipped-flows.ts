import { flowFiles, readFlows } from '../src/commands/load-flows.ts'

/** Read once a worker: half a second. */
export const SHIPPED_FLOWS = readFlows(flowFiles('flows')).flows
