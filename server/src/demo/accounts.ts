import type { Chance } from './chance.ts'
import { type Country, countries, places, trades } from './names.ts'

/** A company that looks at Fernhill. */
export interface Account {
  /** What Fernhill's CRM calls it. */
  readonly id: string
  readonly name: string
  readonly domain: string
  readonly country: Country
  readonly industry: string
  readonly employees: number
  /** Hidden: how well the product would suit it, from 0 to 1. Nothing tells it but its size and what comes of it. */
  readonly suits: number
  /** Its mail gateway opens every link before anybody reads the mail. */
  readonly checksLinks: boolean
}

const sizes = [
  { weight: 28, from: 4, to: 40, suits: 0.25 },
  { weight: 44, from: 50, to: 400, suits: 0.7 },
  { weight: 22, from: 400, to: 2200, suits: 0.6 },
  { weight: 6, from: 2200, to: 14_000, suits: 0.35 },
] as const

/** @param fit how likely it is of a size that the product is made for */
export function makeAccount(chance: Chance, number: number, { fit, isCustomer }: { fit: number; isCustomer: boolean }) {
  const country = chance.weighted(countries)
  const trade = chance.pick(trades)
  const place = chance.pick(places)
  const word = chance.pick(trade.words)
  const made = chance.happens(fit) ? sizes.slice(1) : sizes
  const size = isCustomer ? (sizes[1] ?? sizes[0]) : chance.weighted(made)
  const slug = `${place}-${word}`.toLowerCase().replaceAll(' ', '-')
  const account: Account = {
    id: `acc-${String(number).padStart(5, '0')}`,
    name: `${place} ${word} ${endings[country.ending]}`,
    // Several companies may have one name, but never one domain.
    domain: `${slug}-${number}.example`,
    country,
    industry: trade.key,
    employees: Math.round(chance.between(size.from, size.to) / 5) * 5 + chance.whole(0, 4),
    suits: Math.min(1, Math.max(0, chance.normal(size.suits, 0.18))),
    checksLinks: chance.happens(0.14),
  }
  return account
}

const endings = { gmbh: 'GmbH', ag: 'AG', bv: 'B.V.', ltd: 'Ltd', inc: 'Inc.' } as const

/** What the CRM knows of it. */
export function accountTraits({ name, domain, country, industry, employees }: Account) {
  return { name, website: `https://www.${domain}`, country: country.key, industry, employees }
}
