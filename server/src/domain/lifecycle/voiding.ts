import { type Transition, transitionId } from '../facts.ts'
import type { JsonObject } from '../json.ts'

/** What declaring a transition a mistake takes out, and the void event that says so. */
export interface Voiding {
  /** The transition and all later ones of its track: what of them still follows is judged again, without it. */
  readonly taken: readonly Transition[]
  readonly event: { readonly name: string; readonly data: JsonObject }
}

/**
 * Declares a transition a mistake, as if it had never been.
 * @param ledger the contact's transitions; those that are void already are left out
 */
export function voiding(ledger: readonly Transition[], mistake: Transition, reason: string | null): Voiding {
  const { track, to, nth, rule, id } = mistake
  const said = rule === null ? { ruling: id.slice(0, id.lastIndexOf('~')) } : { automatic: true }
  return {
    taken: ledger.filter((one) => one.voidedBy === null && one.track === track && one.nth >= nth),
    event: { name: transitionId(mistake), data: { track, to, ...said, ...(reason === null ? {} : { reason }) } },
  }
}
