import areas from '../../db/seed/data/areas.json' with { type: 'json' }
import dishes from '../../db/seed/data/dishes.json' with { type: 'json' }
import menus from '../../db/seed/data/menus.json' with { type: 'json' }
import sitePeriods from '../../db/seed/data/site-periods.json' with { type: 'json' }
import sites from '../../db/seed/data/sites.json' with { type: 'json' }
import { addDays, type CivilDate, civilDate, instant, isoWeekday } from '../../src/core/civil-time.ts'
import { between, oneOf, type Random } from './random.ts'
import type { Script } from './resident.ts'

interface WishedDish {
  readonly dish: string
  readonly name: string
  readonly quantity: number
}

/** A stranger with a meal in mind: no two share a name, an address and an order. */
export interface Diner {
  readonly name: string
  readonly address: string
  readonly street: string
  readonly site: string
  readonly date: CivilDate
  readonly dishes: readonly WishedDish[]
}

/** Above this sum the desk asks once more; below it nobody's talk is longer than another's. */
const DEAR_FEN = 8_000
const SURNAMES = [...'王李张刘陈杨赵周吴徐孙朱马胡郭林何罗梁宋']
const GIVEN = ['秀英', '桂兰', '玉珍', '淑华', '凤莲', '春梅', '建国', '志强', '文斌', '德福', '永贵', '素琴']

/** Canteens that never close and carry to a street beside their own, where nobody else does. */
const PLACES = sites
  .filter(site => site.kind === 'canteen' && site.closedWeekdays.length === 0)
  .flatMap(site => {
    const street = areas.find(area => area.code === site.deliversTo.find(code => code !== site.street))
    return street ? [{ site, street: street.name['zh-CN'] }] : []
  })

/** The nth stranger. They spread over places and two days, so that nothing runs out below some 900 of them. */
export function diner(random: Random, n: number, now: number): Diner {
  const place = PLACES[n % PLACES.length]
  if (!place) throw new Error('the seed has no canteen')
  const date = addDays(civilDate(instant(now)), 1 + (Math.floor(n / PLACES.length) % 2))
  return {
    name: `${SURNAMES[n % SURNAMES.length]}${GIVEN[Math.floor(n / SURNAMES.length) % GIVEN.length]}`,
    address: `${100 + n}号院${1 + (n % 9)}号楼${101 + n}`,
    street: place.street,
    site: place.site.code,
    date,
    dishes: wish(random, plentiful(place.site.code, place.site.menuTemplate, date)),
  }
}

/** What the place cooks that day in its usual number of portions. */
function plentiful(site: string, template: string, date: CivilDate) {
  const hours = sitePeriods.find(one => one.site === site && one.period === 'lunch')
  const menu = menus.find(
    one => one.template === template && one.weekday === isoWeekday(date) && one.period === 'lunch',
  )
  const few = Object.keys(hours?.portions ?? {})
  return dishes.filter(({ code, maxPerOrder }) => menu?.dishes.includes(code) && !few.includes(code) && maxPerOrder > 2)
}

function wish(random: Random, menu: readonly (typeof dishes)[number][]): readonly WishedDish[] {
  for (;;) {
    const chosen = new Set([oneOf(random, menu), oneOf(random, menu)])
    const wished = [...chosen].map(dish => ({ dish, quantity: between(random, 1, 3) }))
    if (wished.reduce((sum, { dish, quantity }) => sum + quantity * dish.priceFen, 0) > DEAR_FEN) continue
    return wished.map(({ dish, quantity }) => ({ dish: dish.code, name: dish.name['zh-CN'], quantity }))
  }
}

/** From the first sentence over the consent and the registration to the receipt. */
export function dinerScript({ name, address, street, date, dishes: wished }: Diner): Script {
  const [, month, day] = date.split('-').map(Number)
  const lines = wished.map(({ name, quantity }) => `${name}${quantity}`)
  return {
    opening: `${month}月${day}日中午要${wished.map(({ name, quantity }) => `${quantity}份${name}`).join('，')}`,
    questions: [
      { asks: /同意吗/, answer: '同意' },
      { asks: /叫什么名字/, answer: name, knowsNext: true },
      { asks: /哪一年出生/, answer: '1942年' },
      { asks: /怎么称呼/, answer: `${name.slice(0, 1)}奶奶` },
      { asks: /哪个街道/, answer: street, knowsNext: true },
      { asks: /饭送到哪儿/, answer: address },
      { asks: /会过敏/, answer: '没有' },
      { asks: /记的是/, answer: '对', shows: [name, address] },
      { asks: /您订：/, answer: '对', shows: lines, twice: true },
    ],
    done: RECEIPT,
  }
}

/** A receipt may be a card, whose title stands apart. */
export const RECEIPT = /单号\s*(\d+)/
