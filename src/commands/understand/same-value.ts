import type { SlotName } from './labelled-row.ts'

/** The halves of a day that two words mean alike, and the hours in which a clock time lies in them. */
const PARTS: Readonly<Record<string, string>> = { breakfast: 'morning', lunch: 'noon', dinner: 'evening' }
const HOURS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  morning: [5, 11.5],
  noon: [11, 14],
  afternoon: [12, 18.5],
  evening: [16, 23],
}

const partOf = (period: string) => PARTS[period] ?? period

export function liesIn(time: string, period: string): boolean {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const [from, to] = HOURS[partOf(period)] ?? [0, 0]
  return hour + minute / 60 >= from && hour + minute / 60 <= to
}

/** Whether a value that was read is as good as the label's. */
export function sameValue(slot: SlotName, read: string | number, label: string | number): boolean {
  if (typeof label === 'number' || typeof read === 'number') return Math.abs(Number(read) - Number(label)) < 1e-6
  if (slot === 'period') return partOf(read) === partOf(label)
  if (slot === 'address') return likeness(bare(read), bare(label)) >= 0.85
  if (slot === 'phone') return read.replace(/\D/g, '').slice(-11) === label
  if (slot === 'applicationNumber' || slot === 'idNumber') return bare(read) === bare(label)
  return read === label
}

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Of the longer one, how much stands in the other in the same order. */
function likeness(a: string, b: string): number {
  const longer = Math.max(a.length, b.length)
  return longer === 0 ? 1 : common(a, b) / longer
}

function common(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const letter of a) {
    const next = [0]
    for (const [i, other] of [...b].entries()) {
      next.push(letter === other ? (row[i] ?? 0) + 1 : Math.max(row[i + 1] ?? 0, next[i] ?? 0))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
