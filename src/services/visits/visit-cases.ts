import type { OperationCall } from '../../core/operation.ts'
import type { Visit } from './data/visits.ts'

/**
 * Whoever asked, also while this chat was a stranger's, and who is visited: they may change it. A relative who may only
 * see visits can't cancel what the elder asked for.
 */
export function concerns(visit: Visit, call: Pick<OperationCall, 'contact' | 'own'>): boolean {
  return visit.contactId === call.own || visit.contactId === call.contact || visit.visitedId === call.contact
}
