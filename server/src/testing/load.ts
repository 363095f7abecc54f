import { DAY, HOUR, MINUTE } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import type { Incoming, IncomingEvent } from '../domain/incoming.ts'
import { incoming, named } from './ripen.ts'

export interface LoadOptions {
  readonly people: number
  /** Share of messages that tell of something that happened days before. */
  readonly late: number
}

type Random = () => number

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T

/** What people at a few companies do, message by message, as a company's site and systems would send it. */
export function createLoad(random: Random, { people, late }: LoadOptions): (now: Time) => Incoming {
  return (now) => {
    const person = Math.floor(random() * people)
    const at = random() < late ? now - Math.floor(random() * 5 * DAY) : now - Math.floor(random() * MINUTE)
    const known = random() < 0.7
    const identities = known
      ? named({ user: `user-${person}`, email: `person${person}@company${person % 7}.example` })
      : named({ anonymous: `visitor-${person}` })
    const base = { at, receivedAt: now, identities }
    const kind = random()
    if (known && kind < 0.06) return deal(random, base, person)
    if (known && kind < 0.09)
      return {
        ...incoming(base),
        group: {
          id: `group-${person % 7}`,
          traits: {
            name: `Company ${person % 7}`,
            employees: pick(random, [5, 40, 60, 900]),
            website: `company${person % 7}.example`,
          },
        },
      }
    if (known && kind < 0.13)
      return { ...incoming(base, traits(random, person)), domain: `company${person % 7}.example` }
    if (known && kind < 0.16)
      return incoming(
        { ...base, identities: [...identities, ...named({ anonymous: `visitor-${person}` })] },
        traits(random, person),
      )
    return incoming(base, visit(random, known))
  }
}

function visit(random: Random, known: boolean): Partial<IncomingEvent> {
  const kind = random()
  const stamp = random() < 0.3 ? { source: pick(random, ['paid_search', 'email', 'direct', 'organic_search']) } : {}
  if (kind < 0.5)
    return { kind: 'page', name: 'Page', data: { path: pick(random, ['/', '/pricing', '/blog', '/demo']) }, stamp }
  if (known && kind < 0.55) return { kind: 'subscription', name: 'newsletter', data: { on: random() < 0.8 } }
  if (known && kind < 0.62)
    return {
      kind: 'conversion',
      name: pick(random, ['newsletter', 'demo', 'ebook']),
      data: { gave: ['email', 'name'] },
      stamp,
    }
  if (known && kind < 0.66)
    return { kind: 'handoff', name: 'new_business', data: { state: pick(random, ['started', 'accepted', 'rejected']) } }
  return {
    kind: 'track',
    name: pick(random, [
      'Content Downloaded',
      'Webinar Attended',
      'Video Watched',
      'Email Clicked',
      'Review Left',
      'Meeting Held',
    ]),
    stamp,
  }
}

function traits(random: Random, person: number): Partial<IncomingEvent> {
  const title = pick(random, ['Head of Data', 'Student', 'Analyst', 'VP Sales'])
  return {
    kind: 'traits',
    data: { set: { title, email: `person${person}@company${person % 7}.example` } },
    stamp: { email_kind: 'corporate' },
  }
}

function deal(random: Random, base: Parameters<typeof incoming>[0], person: number): Incoming {
  const id = `deal-${person}-${Math.floor(random() * 3)}`
  const state = pick(random, ['open', 'open', 'won', 'lost'] as const)
  const kind = pick(random, ['new', 'new', 'renewal'])
  return {
    ...incoming(base),
    opportunity: { id, state, set: { kind, amount: '1000.00', currency: 'EUR' }, people: [], role: 'buyer' },
  }
}

/** A stretch of time between two messages. */
export function nextMoment(random: Random, now: Time): Time {
  return now + Math.floor(random() * 3 * HOUR) + 1
}
