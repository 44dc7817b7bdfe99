import { createContext, use } from 'react'
import type { Me } from '../../../http/api.ts'

export const MeContext = createContext<Me | null>(null)

export function useMe(): Me {
  const me = use(MeContext)
  if (!me) throw new Error('useMe outside the signed-in console')
  return me
}
