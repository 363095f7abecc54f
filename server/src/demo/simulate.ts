import { DAY } from '../domain/duration.ts'
import { accountTraits } from './accounts.ts'
import { castOf, type Party } from './cast.ts'
import { Chance } from './chance.ts'
import { workCompany } from './company.ts'
import { firstDealOf, liveAsCustomer } from './customers.ts'
import { createForesight, type Foresee } from './foresee.ts'
import { liveThrough } from './journey.ts'
import { leaksOf, type Surroundings } from './leaks.ts'
import { byTime, type DemoEvent, type Story } from './story.ts'
import { Year } from './year.ts'

export interface DemoOptions {
  readonly seed: number
  /** The last day of the year, in days since 1970-01-01. */
  readonly lastDay: number
  readonly people: number
}

/** What is to be sent, in this order. Events of one delivery go in together, so that no waking comes between them. */
export type Delivery =
  /** Companies, as a look-up service names them by their first visitor. */
  | { readonly wave: 'companies'; readonly people: number; readonly events: readonly DemoEvent[] }
  /** The year of people who belong together. */
  | { readonly wave: 'stories'; readonly people: number; readonly events: readonly DemoEvent[] }
  /** What is told late, or twice, and what machines did. */
  | {
      readonly wave: 'late'
      readonly people: number
      readonly events: readonly DemoEvent[]
      readonly machines: readonly MachineClick[]
    }
  /** What people decide today. */
  | { readonly wave: 'today'; readonly people: number; readonly rulings: readonly DemoRuling[] }

/** A mail gateway that followed a link, as the mail service reports it. */
export interface MachineClick {
  readonly at: number
  readonly userId: string
  readonly messageId: string
}

export interface DemoRuling {
  readonly email: string
  readonly to: string
  readonly reason: string | null
}

/** Told days after it happened: phones that were offline, lists of attendance. */
const LATE = 0.01
/** Told twice: senders repeat what they have no answer for. */
const TWICE = 0.005
const MOST_RULINGS = 6

/** The year of a company, as messages. The same options give the same messages, to the last byte. */
export function* simulate({ seed, lastDay, people }: DemoOptions): Generator<Delivery> {
  const chance = new Chance(`fernhill ${seed}`)
  const year = new Year(lastDay)
  const around = { year, leaks: leaksOf(year) }
  for (const party of castOf(chance, { people, year }))
    if (party.account !== null) yield { wave: 'companies', people: 0, events: [namedCompany(party)].flat() }
  const foresee = createForesight()
  const rulings: DemoRuling[] = []
  const late: Extract<Delivery, { wave: 'late' }>[] = []
  for (const party of castOf(chance, { people, year })) {
    const stories = liveYear(chance, party, around, foresee)
    const delivered = deliver(chance.of(`post ${stories[0]?.person.id}`), stories, year)
    yield { wave: 'stories', people: stories.length, events: delivered.events }
    if (delivered.late.events.length + delivered.late.machines.length > 0) late.push(delivered.late)
    if (rulings.length < MOST_RULINGS) rulings.push(...decidedToday(stories, foresee, year))
  }
  yield* late
  yield { wave: 'today', people: 0, rulings: rulings.slice(0, MOST_RULINGS) }
}

function namedCompany({ account, people }: Party): readonly DemoEvent[] {
  const first = people.reduce((one, other) => (other.arrivesAt < one.arrivesAt ? other : one))
  if (account === null) return []
  const named = { id: account.id, traits: accountTraits(account) }
  const at = first.arrivesAt - 1000
  const anonymousId = first.browsers[0] ?? first.id
  return [{ at, kind: 'traits', data: { set: {} }, anonymousId, account: named, messageId: `${account.id}.named` }]
}

function liveYear(chance: Chance, party: Party, around: Surroundings, foresee: Foresee): readonly Story[] {
  const stories = party.people.map((person, index) => {
    const own = chance.of(`life of ${person.id}`)
    return party.wasCustomer && index === 0 ? liveAsCustomer(own, person, around) : liveThrough(own, person, around)
  })
  const [first] = party.people
  const before = party.wasCustomer && first !== undefined ? firstDealOf(first) : null
  workCompany(chance.of(`sales for ${first?.id}`), stories, { foresee, year: around.year, before })
  return stories
}

/** The post: most of it comes in order, some late, some twice. */
function deliver(chance: Chance, stories: readonly Story[], { until }: Year) {
  const events: DemoEvent[] = []
  const late: DemoEvent[] = []
  for (const event of stories.flatMap((story) => story.upTo(until)).sort(byTime)) {
    const mayWait = event.kind === 'page' && event.userId !== undefined
    if (mayWait && chance.happens(LATE)) late.push(event)
    else events.push(event)
    if (chance.happens(TWICE)) late.push(event)
  }
  const machines = stories.flatMap(({ machineClicks, person: { id } }) =>
    machineClicks
      .filter((at) => at < until)
      .map((at, index): MachineClick => ({ at, userId: id, messageId: `${id}.gateway.${index}` })),
  )
  return { events, late: { wave: 'late' as const, people: 0, events: late, machines } }
}

/** Who became an MQL in the last two days and still waits: somebody of sales takes it on today. */
function decidedToday(stories: readonly Story[], foresee: Foresee, { until }: Year): readonly DemoRuling[] {
  return stories.flatMap((story): DemoRuling[] => {
    const last = foresee(story, until).at(-1)
    const waits = last?.to === 'mql' && last.level === 'hot' && last.at > until - 2 * DAY
    return waits ? [{ email: story.person.email, to: 'sal', reason: null }] : []
  })
}
