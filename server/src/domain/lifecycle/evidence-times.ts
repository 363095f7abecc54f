import type { Aggregate, Slot, SlotOf } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import { isObject, unreachable } from '../json.ts'
import type { Program } from './program.ts'
import type { ContactState } from './state.ts'
import type { Reason } from './tree.ts'

/** When something happened that a condition rests upon, and the slot that the event changed then. */
export interface EvidenceTime {
  readonly slot: number
  readonly at: Time
}

/** Most moments named for one condition. */
const LIMIT = 5

/**
 * When the events happened that a condition rests upon, as far as its state tells: the newest of them. Unlike a fold this costs the same however
 * long the history is.
 */
export function evidenceTimes(
  program: Program,
  state: ContactState,
  leaf: Extract<Reason, { op: 'leaf' }>,
): readonly EvidenceTime[] {
  return leaf.slots.flatMap((slot) => {
    const aggregate = program.aggregates[slot]
    if (aggregate === undefined) return []
    return timesOf(aggregate, state.slots[slot] as Slot, leaf.observed)
      .slice(-LIMIT)
      .map((at) => ({ slot, at }))
  })
}

function timesOf(aggregate: Aggregate, slot: Slot, observed: unknown): readonly Time[] {
  switch (aggregate.keep) {
    case 'times':
      return slot as SlotOf['times']
    case 'count': {
      const [count, last] = slot as SlotOf['count']
      return count === 0 ? [] : [last]
    }
    case 'first':
      return (slot as SlotOf['first']) ?? []
    case 'days': {
      const [days, , last] = slot as SlotOf['days']
      return days === 0 ? [] : [last]
    }
    case 'sum': {
      const [, last, pairs] = slot as SlotOf['sum']
      return pairs.length > 0 ? pairs.map(([at]) => at) : last === 0 ? [] : [last]
    }
    case 'distinct':
      return (slot as SlotOf['distinct']).map(([, at]) => at)
    case 'anchored': {
      const kept = slot as SlotOf['anchored']
      return kept === null ? [] : [kept[0], ...kept[1]]
    }
    case 'value': {
      const kept = slot as SlotOf['value']
      return kept === null ? [] : [kept[1]]
    }
    case 'deals':
      return dealTimes(slot as SlotOf['deals'], observed)
    case 'score':
      return []
    default:
      return unreachable(aggregate)
  }
}

/** Of the deals that were found: when each came into its state. */
function dealTimes(deals: SlotOf['deals'], observed: unknown): readonly Time[] {
  const found = Array.isArray(observed) ? observed.flatMap((one) => (isObject(one) ? [one['id']] : [])) : null
  return Object.entries(deals)
    .filter(([id]) => found === null || found.includes(id))
    .map(([, { at }]) => at)
    .sort((a, b) => a - b)
}
