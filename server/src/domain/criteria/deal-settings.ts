import { z } from 'zod'
import type { Deal } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import type { Json } from '../json.ts'
import { type ContactState, firstPosition } from '../lifecycle/state.ts'
import { type Message, message } from '../message.ts'
import { comparisonSays, comparisonSettings, comparisonsOf } from './comparison.ts'
import type { BoundLeaf } from './criterion.ts'
import { newest } from './moments.ts'
import { oneOrMore } from './one-or-more.ts'

const state = z.enum(['open', 'won', 'lost'])
const kind = z.enum(['new', 'expansion', 'renewal', 'partner', 'any'])

/** What leaves on opportunities understand, of the contact as of its account. */
export const dealSettings = z.union([
  state.describe('a deal of new business in this state'),
  z.strictObject({
    state: oneOrMore(state).optional().describe('in this state (default: any)'),
    kind: oneOrMore(kind).optional().describe('of this kind (default: new)'),
    amount: comparisonSettings.optional().describe('of this amount, in the currency of the deal'),
    since: z
      .enum(['cycle', 'ever'])
      .optional()
      .describe('closed deals count from when on; open ones always do (default: cycle)'),
  }),
])
export type DealSettings = z.infer<typeof dealSettings>

/** A leaf on deals: holds while one of them is as asked. It rests on the newest change of such a deal. */
export function dealLeaf(
  given: DealSettings,
  track: string,
  deals: (state: ContactState) => Readonly<Record<string, Deal>>,
  on: number | 'line',
): BoundLeaf {
  const asked = typeof given === 'string' ? { state: given } : given
  const states = asked.state === undefined ? null : [asked.state].flat()
  const kinds: readonly string[] = [asked.kind ?? 'new'].flat()
  const amounts = comparisonsOf(asked.amount ?? {})
  const counts = (deal: Deal, from: Time) =>
    (states === null || states.includes(deal.state)) &&
    (kinds.includes('any') || kinds.includes(deal.kind)) &&
    (asked.amount === undefined || (deal.amount !== null && amounts.every(({ test }) => test(deal.amount ?? 0)))) &&
    (deal.state === 'open' || asked.since === 'ever' || deal.at >= from)
  const found = (contact: ContactState) => {
    const from = (contact.positions[track] ?? firstPosition).cycleSince
    return Object.entries(deals(contact)).filter(([, deal]) => counts(deal, from))
  }
  return {
    // Asked after most events, and most contacts have no deal: nothing is made for the answer.
    test(contact) {
      const all = deals(contact)
      for (const id in all) {
        const deal = all[id]
        if (deal !== undefined && counts(deal, (contact.positions[track] ?? firstPosition).cycleSince)) return true
      }
      return false
    },
    until: () => null,
    awaits: [],
    basis: { rests: 'without', on },
    latest: (contact) => newest(found(contact).map(([, { at }]) => at)),
    observed: (contact) =>
      found(contact).map(([id, deal]) => ({
        id,
        kind: deal.kind,
        state: deal.state,
        amount: deal.amount,
        at: deal.at,
      })),
  }
}

export function dealSays(key: string, given: DealSettings): Message {
  const asked = typeof given === 'string' ? { state: given } : given
  const values: Record<string, Json> = {
    kinds: [asked.kind ?? 'new'].flat(),
    states: [asked.state ?? []].flat(),
    since: asked.since ?? 'cycle',
  }
  return message(key, asked.amount === undefined ? values : { ...values, amount: comparisonSays(asked.amount) })
}
