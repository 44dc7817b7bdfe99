import {
  addDays,
  type CivilDate,
  instantAt,
  isoWeekday,
  later,
  MINUTE,
  parseCivilTime,
} from '../../src/core/civil-time.ts'
import { type ContactId, newId } from '../../src/core/ids.ts'
import type { mealOrder } from '../schema/index.ts'
import dishes from './data/dishes.json' with { type: 'json' }
import menus from './data/menus.json' with { type: 'json' }
import sitePeriods from './data/site-periods.json' with { type: 'json' }
import sites from './data/sites.json' with { type: 'json' }
import type { DemoElder } from './people.ts'

type Usual = DemoElder['usual'][number]

/** 老样子: the last order of each period that a demo elder had, eaten and paid, on the latest day it was to be had. */
export function usualOrders(
  elder: DemoElder,
  contactId: ContactId,
  today: CivilDate,
  seal: (value: unknown) => Uint8Array,
): (typeof mealOrder.$inferInsert)[] {
  const recipient = () =>
    seal({
      name: elder.name['zh-CN'],
      address: elder.address,
      phone: elder.phone,
      note: null,
      allergies: elder.allergies.codes,
    })
  return elder.usual.map(usual => ({
    id: newId(),
    number: usual.number,
    actKey: `seed:${usual.number}`,
    sameness: `seed:${usual.number}`,
    contactId,
    // It was made before there was a desk, in no conversation.
    conversationId: contactId,
    dinerId: contactId,
    mode: usual.mode,
    dietary: elder.diet,
    payBy: elder.payBy,
    status: 'closed',
    recipient: recipient(),
    ...servedOf(usual, lastServed(usual, today)),
    ...costOf(usual),
  }))
}

function servedOf(usual: Usual, date: CivilDate) {
  const { site, period } = placeOf(usual)
  const cutoff = clock(addDays(date, period.cutoffDayOffset), period.cutoff)
  return {
    site: site.code,
    area: site.street,
    date,
    period: usual.period,
    courierSlot: usual.mode === 'deliver' ? (period.courierSlots[0]?.from ?? null) : null,
    placedAt: new Date(later(cutoff, -60 * MINUTE)),
    undoUntil: new Date(cutoff),
    statusAt: new Date(clock(date, period.closes)),
  }
}

function costOf(usual: Usual) {
  const lines = usual.lines.map(line => ({ ...line, priceFen: find(dishes, dish => dish.code === line.dish).priceFen }))
  const priceFen = lines.reduce((sum, line) => sum + line.priceFen * line.quantity, 0)
  const deliveryFen = usual.mode === 'deliver' ? (placeOf(usual).site.deliveryFeeFen ?? 0) : 0
  return { lines, priceFen, deliveryFen, subsidyFen: 0, dueFen: priceFen + deliveryFen }
}

function placeOf(usual: Usual) {
  return {
    site: find(sites, site => site.code === usual.site),
    period: find(sitePeriods, row => row.site === usual.site && row.period === usual.period),
  }
}

/** Menus repeat weekly: within the last seven days there is a day, or the data is wrong. */
function lastServed(usual: Usual, today: CivilDate): CivilDate {
  const { site } = placeOf(usual)
  const days = [1, 2, 3, 4, 5, 6, 7].map(back => addDays(today, -back))
  return find(days, day => {
    const weekday = isoWeekday(day)
    const menu = menus.find(
      each => each.template === site.menuTemplate && each.weekday === weekday && each.period === usual.period,
    )
    const open = !site.closedWeekdays.some(closed => closed === weekday)
    return open && usual.lines.every(line => menu?.dishes.includes(line.dish))
  })
}

function clock(date: CivilDate, time: string) {
  const parsed = parseCivilTime(time)
  if (!parsed) throw new Error(`not a time of day in the seed: ${time}`)
  return instantAt(date, parsed)
}

function find<T>(list: readonly T[], fits: (item: T) => boolean): T {
  const found = list.find(fits)
  if (found === undefined) throw new Error('the seed names something it does not hold')
  return found
}
