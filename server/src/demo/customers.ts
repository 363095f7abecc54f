import { DAY } from '../domain/duration.ts'
import type { Chance } from './chance.ts'
import { type Deal, thrive } from './deal.ts'
import type { Surroundings } from './leaks.ts'
import { sendMails } from './mails.ts'
import type { Person } from './people.ts'
import { repFor } from './sales.ts'
import { browse } from './site.ts'
import { Story } from './story.ts'

/** The deal by which a company was a customer already. */
export function firstDealOf(person: Person): Deal {
  return { id: `D-${Number(person.id.slice(3))}-first`, opens: person.arrivesAt, ends: null, won: true }
}

/** Somebody whose company bought before the year began, and whose contract comes up for renewal in it. */
export function liveAsCustomer(chance: Chance, person: Person, around: Surroundings): Story {
  const { year } = around
  const story = new Story(person)
  const asked = person.arrivesAt
  const bought = asked + Math.floor(chance.between(20, 58) * DAY)
  story.namesItself(asked, 'more')
  const amount = `${Math.round(((person.account?.employees ?? 20) ** 0.75 * 240 + 2000) / 50) * 50}.00`
  const owner = repFor(person.country.key)
  const basics = { product: 'Fernhill Plan', amount, currency: 'EUR', owner }
  const first = firstDealOf(person).id
  story.happens(asked + 9 * DAY, 'opportunity', first, {
    ...basics,
    kind: 'new',
    state: 'open',
    role: 'decision maker',
  })
  story.happens(bought, 'opportunity', first, { state: 'won' })
  if (chance.happens(0.75)) {
    story.happens(bought + DAY, 'subscription', 'newsletter', { on: true })
    story.subscribedAt = bought + DAY
  }
  const renewal = { id: `D-${Number(person.id.slice(3))}-renewal`, at: bought + 365 * DAY, stays: chance.happens(0.87) }
  const active = renewal.stays ? year.until : renewal.at
  thrive(chance.of('thrive'), story, year, { from: Math.max(bought, year.from), until: active })
  for (let visit = 0; visit < 4; visit++) {
    const at = year.daytime(chance, year.busyDay(chance), person.country.hoursAhead)
    if (at < active)
      browse(chance.of(visit), story, at, { url: 'https://www.fernhill.example/customers', referrer: '' })
  }
  const opens = renewal.at - 60 * DAY
  story.happens(opens, 'opportunity', renewal.id, { ...basics, kind: 'renewal', state: 'open', role: 'decision maker' })
  const result = renewal.stays
    ? { state: 'won' }
    : { state: 'lost', reason: chance.pick(['price', 'not used', 'competitor']) }
  story.happens(renewal.at, 'opportunity', renewal.id, result)
  sendMails(chance.of('mails'), story, around)
  return story
}
