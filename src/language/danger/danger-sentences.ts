import { CLAUSE_GAP, type Folded, fold } from '../text/fold.ts'

/** The sentences of a text, each as if it had been sent alone; none where there is only one. */
export function sentencesOf({ text, at, gap, dense }: Folded): readonly Folded[] {
  const starts = [0]
  for (let i = 1; i < dense.length; i++) if (gap[i] === CLAUSE_GAP) starts.push(i)
  if (starts.length === 1) return []
  return starts.map((from, i) => fold(text.slice(at[from], at[starts[i + 1] ?? dense.length])))
}
