import { DAY, HOUR } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Chance } from './chance.ts'
import type { Story } from './story.ts'
import type { Year } from './year.ts'

/** An MQL as the sales team finds it. */
export interface Handover {
  readonly story: Story
  /** Others of the same company who are known. */
  readonly colleagues: readonly Story[]
  readonly at: Time
  readonly hot: boolean
  readonly year: Year
}

/** A deal of a company. */
export interface Deal {
  readonly id: string
  readonly opens: Time
  /** When it was won or lost; null: after the year. */
  readonly ends: Time | null
  readonly won: boolean
}

const lossReasons = [
  { reason: 'price', weight: 30 },
  { reason: 'competitor', weight: 25 },
  { reason: 'no decision', weight: 30 },
  { reason: 'timing', weight: 15 },
] as const

/** A deal from its opening to its end, with the colleagues who have a say in it. */
export function dealOf(
  chance: Chance,
  { story, colleagues, at, rep, year }: Handover & { readonly rep: string },
): Deal {
  const { account, decides, id: person, intent } = story.person
  const id = `D-${Number(person.slice(3))}-${Math.floor(at / DAY) % 1000}`
  const role = decides > 0.6 ? 'decision maker' : 'champion'
  const asked = colleagues.filter(({ knownAt }) => knownAt !== null && knownAt < at && chance.happens(0.35)).slice(0, 3)
  const amount = Math.round(((account?.employees ?? 6) ** 0.75 * chance.between(160, 340) + 1800) / 50) * 50
  const tell = (moment: Time, data: JsonObject) => {
    story.happens(moment, 'opportunity', id, data)
    for (const { shared } of asked)
      shared.push({ at: moment, kind: 'opportunity', name: id, data, messageId: `${id}.${moment}` })
  }
  const basics = { kind: 'new', product: 'Fernhill Plan', amount: `${amount}.00`, currency: 'EUR', owner: rep }
  const people = asked.map((one) => ({ userId: one.person.id, role: 'user' }))
  tell(at, { ...basics, state: 'open', step: 'Needs', role, ...(people.length === 0 ? {} : { people }) })
  const won = chance.happens(Math.min(0.7, 0.02 + 0.4 * intent * (0.4 + (account?.suits ?? 0.2)) + 0.03 * asked.length))
  const ends = year.officeTime(chance, at + Math.floor((12 + chance.exponential(won ? 30 : 42)) * DAY))
  const negotiates = at + Math.floor((ends - at) * 0.55)
  if (chance.happens(0.8)) tell(year.officeTime(chance, at + Math.floor((ends - at) * 0.25)), { step: 'Proposal' })
  if (won || chance.happens(0.4)) tell(negotiates, { step: 'Negotiation', amount: `${discounted(chance, amount)}.00` })
  tell(
    ends,
    won
      ? { state: 'won', reason: 'fits how they work' }
      : { state: 'lost', reason: chance.weighted(lossReasons).reason },
  )
  if (won) thrive(chance.of('thrive'), story, year, { from: ends, until: year.until })
  return { id, opens: at, ends: ends < year.until ? ends : null, won }
}

function discounted(chance: Chance, amount: number): number {
  return Math.round((amount * chance.between(0.85, 1)) / 50) * 50
}

/** What a customer does with the product; some say in public that they like it. */
export function thrive(
  chance: Chance,
  story: Story,
  year: Year,
  { from, until }: { readonly from: Time; readonly until: Time },
): void {
  let at = from + DAY
  while (at < until) {
    at += Math.floor((2 + chance.exponential(8)) * DAY)
    const actions = chance.whole(1, 4)
    const begins = year.daytime(chance, year.dayOf(at), story.person.country.hoursAhead)
    for (let action = 0; action < actions; action++)
      story.happens(begins + action * chance.whole(60_000, HOUR / 2), 'track', chance.pick(productEvents), {})
  }
  if (chance.happens(0.14))
    story.happens(from + Math.floor(chance.between(30, 150) * DAY), 'track', 'Review Left', {
      stars: chance.whole(4, 5),
    })
  else if (chance.happens(0.08))
    story.happens(from + Math.floor(chance.between(20, 120) * DAY), 'track', 'Referral Sent', {})
}

const productEvents = ['Plan Published', 'Visit Rescheduled', 'Technician Added', 'Report Opened'] as const
