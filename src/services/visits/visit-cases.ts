import type { OperationCall } from '../../core/operation.ts'
import type { Visit } from './data/visits.ts'

/**
 * Whoever asked, and who is visited: both may change it. A relative who may only see visits can't cancel what the elder
 * asked for.
 */
export function concerns(visit: Visit, call: Pick<OperationCall, 'contact'>): boolean {
  return visit.contactId === call.contact || visit.visitedId === call.contact
}
