import type { Site } from '../data/sites.ts'

export interface SiteWish {
  readonly street: string
  /** The diner's own site, where one is on file. */
  readonly home: string | null
  readonly halal: boolean
}

export function delivers(site: Site, street: string): boolean {
  return site.deliveryFeeFen !== null && site.deliversTo.includes(street)
}

const KINDS = ['canteen', 'table', 'pick_up']

/** Nearest first: one's own, those that carry to the street, those in it, those of the district. */
export function nearestSites(sites: readonly Site[], wish: SiteWish): readonly Site[] {
  const district = wish.street.slice(0, 6)
  const rank = (site: Site): number => {
    if (site.code === wish.home) return 0
    if (delivers(site, wish.street)) return site.street === wish.street ? 1 : 2
    return site.street === wish.street ? 3 : 4
  }
  return sites
    .filter(site => site.street.slice(0, 6) === district || delivers(site, wish.street))
    .filter(site => site.halalPermit || !wish.halal)
    .toSorted(
      (a, b) => rank(a) - rank(b) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.code < b.code ? -1 : 1),
    )
}
