import type { OperationCall } from '../../core/operation.ts'
import type { Visit } from './data/visits.ts'

/**
 * Whoever asked, in this talk or another, and who is visited: they may change it. A relative who may only see visits can't cancel what the elder
 * asked for.
 */
export function concerns(visit: Visit, call: Pick<OperationCall, 'contact' | 'conversation'>): boolean {
  return (
    visit.conversationId === call.conversation || visit.contactId === call.contact || visit.visitedId === call.contact
  )
}
