import type { Fact, Time, Transition } from '../facts.ts'
import { EVERYTHING, knownHistory, type Library } from '../history.ts'
import { emptyState } from '../lifecycle/fold.ts'
import { countRulings, occurredIn } from '../lifecycle/occurred.ts'
import type { Migrations, Program } from '../lifecycle/program.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { walk } from '../lifecycle/walk.ts'
import { GRADES, type MovesBuilder, moveCause } from './moves.ts'

/** A person's whole history as it occurred, for a walk under a program that need not have been in force then. */
export function occurredFacts(library: Library, contact: string, migrations: Migrations): readonly Fact[] {
  return occurredIn(knownHistory(library, contact, EVERYTHING), migrations)
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
