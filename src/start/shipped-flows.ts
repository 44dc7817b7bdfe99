import { type LoadedFlow, loadFlows } from '../commands/load-flows.ts'
import { folder } from '../core/folder.ts'
import { specsOfTrades } from '../trades.ts'

/** The shipped definitions and those of FLOWS_DIR, checked. SettingError when one of them is bad. */
export function shippedFlows(flowsDir: string | null): readonly LoadedFlow[] {
  const { operations, lists } = specsOfTrades()
  return loadFlows([folder('flows'), ...(flowsDir ? [flowsDir] : [])], operations, lists)
}
