import { momentOf } from '../../contract/moment.ts'
import type { WhyView } from '../../contract/why.ts'
import type { Deal, SlotOf } from '../../domain/aggregates.ts'
import type { Json } from '../../domain/json.ts'
import type { DealOf } from '../../features/accounts/list-deals-of.ts'
import type { Gathered } from './gathered.ts'

/** The deals in which a contact has a role: what is known of each, and since when it stands as its history says. */
export function viewDeals({ program, state }: Gathered, deals: readonly DealOf[]): WhyView['deals'] {
  const known = state.slots[program.dealsSlot] as SlotOf['deals']
  return deals.map(({ id, data, role }) => {
    const deal = Object.hasOwn(known, id) ? known[id] : undefined
    return {
      id,
      state: deal?.state ?? stateOf(data['state']),
      kind: deal?.kind ?? text(data['kind']) ?? 'new',
      amount: text(data['amount']),
      currency: text(data['currency']),
      step: text(data['step']),
      role,
      at: deal === undefined ? null : momentOf(deal.at),
    }
  })
}

function stateOf(state: Json | undefined): Deal['state'] {
  return state === 'won' || state === 'lost' ? state : 'open'
}

const text = (value: Json | undefined): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null
