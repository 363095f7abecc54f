import type { Event, Fact, Time, Transition } from '../facts.ts'
import { asOccurred, EVERYTHING, knownHistory, type Library } from '../history.ts'
import { emptyState } from '../lifecycle/fold.ts'
import type { Migrations, Program } from '../lifecycle/program.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { walk } from '../lifecycle/walk.ts'
import { GRADES, type MovesBuilder, moveCause } from './moves.ts'

/**
 * A person's history as it occurred, for a walk under a program that need not have been in force then: nothing of the ledger is in it. Of a merge
 * the stage that the other row stood in is left out, since all that the other did is folded too; rulings name stages as the program calls them now.
 */
export function occurredFacts(library: Library, contact: string, migrations: Migrations): readonly Fact[] {
  const facts = asOccurred(knownHistory(library, contact, EVERYTHING))
  return facts.flatMap((fact): readonly Fact[] => (fact.is === 'event' ? occurredEvent(fact, migrations) : [fact]))
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

/** The number of a contact's grade, as GRADES lists them. */
export function gradeCode(program: Program, state: ContactState, at: Time): number {
  if (program.grade === null) return 0
  return GRADES.indexOf(`${program.grade.fit(state, at)}${program.grade.engagement(state, at)}`)
}

export interface WalkOptions {
  /** The present: wakes due before it are carried out. */
  readonly until: Time
  readonly builder: MovesBuilder
}

/**
 * Walks one person's whole history under a program, from the beginning to the present, and adds its moves.
 * A ruling acts only where the contact is in the stage that it names; otherwise it is counted as orphaned.
 */
export function walkOccurred(program: Program, library: Library, contact: string, options: WalkOptions): void {
  const { until, builder } = options
  const facts = occurredFacts(library, contact, program.migrations)
  const { refused } = walk(program, emptyState(program, contact), facts, {
    until,
    saw: { seq: 0, lines: {} },
    nth: 0,
    wakeAt: null,
    moved: (move, at, state) => builder.add(move.to, at, moveCause(move), gradeCode(program, state, at)),
  })
  builder.next(refused.size === 0 ? 0 : countRulings(facts, refused))
}

/** Rulings among facts that were not followed. */
export function countRulings(facts: readonly Fact[], refused: ReadonlyMap<string, unknown>): number {
  return facts.filter((fact) => fact.is === 'event' && fact.kind === 'ruling' && refused.has(fact.id)).length
}

/** Walks people one after the other. Of those who were erased the recorded moves are a fixed line, under any program. */
export function walkPeople(
  program: Program,
  library: Library,
  people: readonly { readonly id: string; readonly sealed: boolean }[],
  options: WalkOptions,
): void {
  for (const { id, sealed } of people)
    if (sealed) addSealed(knownHistory(library, id, EVERYTHING).ledger, program.migrations, options.builder)
    else walkOccurred(program, library, id, options)
}

/** Of whom was erased the recorded moves are a fixed line, under any program. */
export function addSealed(ledger: readonly Transition[], migrations: Migrations, builder: MovesBuilder): void {
  for (const transition of ledger)
    builder.add(migrations[transition.to] ?? transition.to, transition.at, moveCause(transition), 0)
  builder.next(0)
}
