import type { Intent, ReadSlots } from '../../core/reading.ts'
import type { Sign } from '../pack.ts'

/** What a message says when signs stand in it together: 低保 alone asks for it, 低保 and 批了没 ask how it is going. */
interface Frame {
  readonly intent: Intent
  readonly sure: number
  readonly all: readonly Sign[]
  /** One of these must be among the slots. */
  readonly slots?: readonly (keyof ReadSlots)[]
  readonly none?: readonly Sign[]
  /** Only where something is asked (true) or nothing is (false). */
  readonly asked?: boolean
}

const SURE = 0.85
const LIKELY = 0.8
const WEAK = 0.6

/** Being late is told beside these; then they are the wish. */
const ELSE: readonly Sign[] = ['cancelAlone', 'change', 'visitAlone', 'humanAlone']
/** What an order or a visit is made of. */
export const PLAN: readonly (keyof ReadSlots)[] = [
  'date',
  'time',
  'period',
  'quantity',
  'address',
  'items',
  'removeItems',
  'phone',
]

/** The first that fits of each intent counts; those before outweigh those behind. */
const FRAMES: readonly Frame[] = [
  { intent: 'repeat', sure: SURE, all: ['repeatAlone'], none: ['benefit', 'visitor'] },
  { intent: 'undo', sure: SURE, all: ['slip', 'goBack'] },
  { intent: 'undo', sure: SURE, all: ['undoAlone'], none: ['helpAlone'] },
  { intent: 'complaint', sure: SURE, all: ['complaintAlone'] },
  { intent: 'complaint', sure: SURE, all: ['wrong'], none: ['benefit'] },
  { intent: 'complaint', sure: SURE, all: ['lateFirm'], none: ['benefit'] },
  { intent: 'complaint', sure: LIKELY, all: ['late', 'delivery'], none: ['benefit', ...ELSE] },
  { intent: 'complaint', sure: LIKELY, all: ['late'], slots: ['time', 'items', 'money'], none: ['benefit', ...ELSE] },
  { intent: 'complaint', sure: LIKELY, all: ['badFood'], none: ['benefit'] },
  { intent: 'complaint', sure: LIKELY, all: ['badManners'], none: ['benefit'] },
  { intent: 'complaint', sure: LIKELY, all: ['badWork'], none: ['benefit'] },
  { intent: 'complaint', sure: LIKELY, all: ['workDone', 'again'] },
  { intent: 'check_application', sure: SURE, all: ['checkAlone'], none: ['howApply'] },
  { intent: 'check_application', sure: SURE, all: ['benefit', 'outcome'], none: ['howApply'] },
  { intent: 'check_application', sure: SURE, all: ['outcome'], slots: ['applicationNumber', 'idNumber'] },
  { intent: 'check_application', sure: LIKELY, all: ['checkAlone'] },
  { intent: 'help', sure: SURE, all: ['helpAlone'] },
  { intent: 'help', sure: LIKELY, all: ['ask'], none: ['allSame'], asked: true },
  { intent: 'human', sure: SURE, all: ['humanAlone'] },
  { intent: 'modify', sure: SURE, all: ['change'], slots: PLAN, none: ['takenBack'] },
  { intent: 'modify', sure: SURE, all: ['existing', 'add'], slots: PLAN },
  { intent: 'modify', sure: LIKELY, all: ['existing', 'change'] },
  { intent: 'modify', sure: LIKELY, all: ['existing'], slots: ['dietary', 'address'] },
  { intent: 'modify', sure: LIKELY, all: ['change'], none: ['takenBack'], asked: true },
  { intent: 'undo', sure: LIKELY, all: ['slip'] },
  { intent: 'cancel', sure: SURE, all: ['cancelAlone'], none: ['takenBack'] },
  { intent: 'cancel', sure: SURE, all: ['giveUp'] },
  { intent: 'apply_assistance', sure: SURE, all: ['benefit', 'howApply'] },
  { intent: 'apply_assistance', sure: LIKELY, all: ['applyAlone'] },
  { intent: 'request_visit', sure: SURE, all: ['visitor', 'comeHome'] },
  { intent: 'request_visit', sure: SURE, all: ['visitAlone'] },
  { intent: 'modify', sure: WEAK, all: ['change'], none: ['takenBack', 'service'] },
  { intent: 'order_service', sure: SURE, all: ['service'] },
  { intent: 'order_meal', sure: SURE, all: ['meal'] },
  { intent: 'smalltalk', sure: SURE, all: ['greeting'] },
  { intent: 'smalltalk', sure: WEAK, all: ['chat'], asked: false },
]

export function findFrames(
  signs: ReadonlySet<Sign>,
  slots: ReadSlots,
  asked: boolean,
  inNeed: boolean,
): readonly Frame[] {
  if (signs.size === 0) return []
  const seen = new Set<Intent>()
  return FRAMES.filter(
    frame =>
      !(inNeed && isOfFood(frame)) &&
      !seen.has(frame.intent) &&
      fits(frame, signs, slots, asked) &&
      seen.add(frame.intent),
  )
}

/** What is wrong at home is no bad food, and a bed to be changed no order. */
function isOfFood({ intent, all }: Frame): boolean {
  return intent === 'modify' ? !all.includes('existing') : all.includes('badFood')
}

function fits(frame: Frame, signs: ReadonlySet<Sign>, slots: ReadSlots, asked: boolean): boolean {
  const has = (name: keyof ReadSlots) => slots[name] !== undefined
  return (
    frame.all.every(sign => signs.has(sign)) &&
    (frame.asked === undefined || frame.asked === asked) &&
    frame.none?.some(sign => signs.has(sign)) !== true &&
    frame.slots?.some(has) !== false
  )
}
