import type { StepOf } from '../definition.ts'
import { ask, yesNoOffers } from '../question.ts'
import { cardOf, deskText, evaluateAll, flowText, type Run } from '../run.ts'
import type { Frame } from '../talk.ts'

export function runConfirm(run: Run, frame: Frame, step: StepOf<'confirm'>): void {
  const params = evaluateAll(run, frame, step.with)
  const label = (key: string | undefined, usual: string) =>
    key === undefined ? deskText(usual) : flowText(frame, key, params)
  ask(run, {
    asker: { kind: 'confirm' },
    text: flowText(frame, step.confirm, params),
    card: cardOf(run, frame, step.card, params),
    offers: yesNoOffers(label(step.agree_label, 'right'), label(step.refuse_label, 'wrong')),
    yesNo: true,
    person: step.person ?? false,
  })
}
