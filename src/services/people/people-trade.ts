import type { Tx } from '../../../db/database.ts'
import type { Trade } from '../../core/trade.ts'
import type { TradePorts } from '../ports.ts'
import { forgetOldCodes } from './identity-codes.ts'
import { dinersOperation } from './operations/diners.ts'
import { formsOperation } from './operations/forms.ts'
import { newsHereOperation } from './operations/news-here.ts'
import { ownCodeOperation } from './operations/own-code.ts'
import { partOperation, partOthersOperation } from './operations/part.ts'
import { setLanguageOperation, setLargeTypeOperation } from './operations/preferences.ts'
import { saveAllergiesOperation } from './operations/save-allergies.ts'
import { saveProfileOperation } from './operations/save-profile.ts'
import { readCodeOperation, verifyOperation } from './operations/verify.ts'
import { issueCodeRoute } from './routes/issue-code.ts'

/** Who chats and whom they may act for. */
export function peopleTrade(ports: TradePorts): Trade<Tx> {
  return {
    name: 'people',
    operations: [
      formsOperation(),
      dinersOperation(ports),
      saveProfileOperation(ports),
      saveAllergiesOperation(ports),
      setLanguageOperation(),
      setLargeTypeOperation(),
      newsHereOperation(),
      readCodeOperation(ports),
      verifyOperation(ports),
      ownCodeOperation(ports),
      partOperation(ports),
      partOthersOperation(ports),
    ],
    routes: [issueCodeRoute(ports)],
    lists: async () => [],
    sweep: forgetOldCodes,
  }
}
