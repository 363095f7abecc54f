import type { Event, Fact } from '../facts.ts'
import { asOccurred, type KnownHistory } from '../history.ts'
import type { Migrations } from './program.ts'

/**
 * A history as it occurred, for a walk under a program that need not have been in force then: nothing of the ledger is in it. Of a merge
 * the stage that the other row stood in is left out, since all that the other did is folded too; rulings name stages as the program calls them now.
 */
export function occurredIn(history: KnownHistory, migrations: Migrations): readonly Fact[] {
  return asOccurred(history).flatMap((fact): readonly Fact[] =>
    fact.is === 'event' ? occurredEvent(fact, migrations) : [fact],
  )
}

/** An event as a walk under other stages has it: none, where it asks for nothing any more. */
export function occurredEvent(event: Event, migrations: Migrations): readonly Event[] {
  if (event.kind === 'merge') return [{ ...event, data: { ...event.data, positions: null } }]
  if (event.kind !== 'ruling' && event.kind !== 'asserted') return [event]
  const now = (stage: string) => migrations[stage] ?? stage
  const { from } = event.data
  if (now(event.name) === event.name && (typeof from !== 'string' || now(from) === from)) return [event]
  const name = now(event.name)
  const left = typeof from === 'string' ? now(from) : from
  // Both stages have become one: there is nothing left to move.
  if (event.kind === 'ruling' && left === name) return []
  return [{ ...event, name, data: left === undefined ? event.data : { ...event.data, from: left } }]
}

/** Rulings among facts that were not followed. */
export function countRulings(facts: readonly Fact[], refused: ReadonlyMap<string, unknown>): number {
  return facts.filter((fact) => fact.is === 'event' && fact.kind === 'ruling' && refused.has(fact.id)).length
}
