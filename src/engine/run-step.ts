import { type Run, stepOf } from './run.ts'
import { runAsk } from './steps/ask.ts'
import { runCall } from './steps/call.ts'
import { runChoose } from './steps/choose.ts'
import { runConfirm } from './steps/confirm.ts'
import { runEnd } from './steps/end.ts'
import { runGoto } from './steps/goto.ts'
import { runHandoff } from './steps/handoff.ts'
import { runNotify } from './steps/notify.ts'
import { runSay } from './steps/say.ts'
import { runSet } from './steps/set.ts'
import { runSub } from './steps/sub.ts'
import { runWait } from './steps/wait.ts'
import type { Frame } from './talk.ts'

/** Runs the top frame's step. It moves on, or opens a question, calls, waits or hands off and stops moving. */
export function runStep(run: Run, frame: Frame): void {
  const step = stepOf(run, frame)
  switch (step.kind) {
    case 'say':
      runSay(run, frame, step)
      return
    case 'ask':
      runAsk(run, frame, step)
      return
    case 'confirm':
      runConfirm(run, frame, step)
      return
    case 'set':
      runSet(run, frame, step)
      return
    case 'choose':
      runChoose(run, frame, step)
      return
    case 'call':
      runCall(run, frame, step)
      return
    case 'sub':
      runSub(run, frame, step)
      return
    case 'wait':
      runWait(run, frame, step)
      return
    case 'handoff':
      runHandoff(run, frame, step)
      return
    case 'notify':
      runNotify(run, frame, step)
      return
    case 'goto':
      runGoto(run, frame, step)
      return
    case 'end':
      runEnd(run, frame, step)
      return
  }
}
