import type { Deal, SlotOf } from '../aggregates.ts'
import type { Event, Time } from '../facts.ts'
import type { JsonObject } from '../json.ts'

/** Deals kept for each contact; beyond it the one that changed longest ago goes. */
const DEALS_LIMIT = 200

/** A change of a deal: what an event of a contact or of an account says of it. */
interface DealChange {
  readonly name: string
  readonly at: Time
  readonly data: JsonObject
}

/** The deals after an opportunity event. An event says only what changed; what it leaves out stays. */
export function keepDeal(deals: SlotOf['deals'], event: DealChange): SlotOf['deals'] {
  const before = Object.hasOwn(deals, event.name) ? deals[event.name] : undefined
  const { kind, state, amount, reason } = event.data
  const now = state === 'open' || state === 'won' || state === 'lost' ? state : (before?.state ?? 'open')
  const parsed = typeof amount === 'string' || typeof amount === 'number' ? Number(amount) : Number.NaN
  const after: Deal = {
    kind: typeof kind === 'string' ? kind : (before?.kind ?? 'new'),
    state: now,
    amount: Number.isFinite(parsed) ? parsed : (before?.amount ?? null),
    openedAt: before?.openedAt ?? event.at,
    at: before?.state === now ? before.at : event.at,
    reason: typeof reason === 'string' ? reason.slice(0, 200) : before?.state === now ? before.reason : null,
  }
  const all = { ...deals, [event.name]: after }
  const keys = Object.keys(all)
  if (keys.length <= DEALS_LIMIT) return all
  const oldest = keys.reduce((a, b) => ((all[a]?.at ?? 0) <= (all[b]?.at ?? 0) ? a : b))
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== oldest))
}

/** Whether an opportunity event begins a new cycle: a new deal while all former ones are closed, and there was one. */
export function beginsCycle(deals: SlotOf['deals'], event: Event): boolean {
  if (Object.hasOwn(deals, event.name)) return false
  const kind = event.data['kind'] ?? 'new'
  const state = event.data['state'] ?? 'open'
  if (kind !== 'new' || state !== 'open') return false
  const former = Object.values(deals).filter((deal) => deal.kind === 'new')
  return former.length > 0 && former.every((deal) => deal.state !== 'open')
}

/** Why the deal that was lost last was lost. */
export function lossReason(deals: SlotOf['deals']): string | null {
  const lost = Object.values(deals).filter(({ state }) => state === 'lost')
  return (
    lost.reduce<Deal | null>((last, deal) => (last === null || deal.at >= last.at ? deal : last), null)?.reason ?? null
  )
}
