import type { Transition } from '../facts.ts'
import { EVERYTHING, knownHistory, type Library } from '../history.ts'
import { countRulings } from '../lifecycle/occurred.ts'
import type { Program } from '../lifecycle/program.ts'
import { moveCause } from './moves.ts'
import { addSealed, gradeCode, type WalkOptions } from './walk-occurred.ts'
import { walkTogether } from './walk-together.ts'

/** Walks people together whose moves may rest on each other, and adds their moves in the order in which the people are given. */
export function addTogether(
  program: Program,
  library: Library,
  people: readonly { readonly id: string; readonly sealed: boolean }[],
  { until, builder }: WalkOptions,
): void {
  const made = new Map<string, { readonly transition: Transition; readonly grade: number }[]>()
  const walking = people.filter(({ sealed }) => !sealed).map(({ id }) => id)
  const walked = walkTogether(program, library, walking, {
    until,
    moved(contact, transition, state) {
      const own = made.get(contact) ?? []
      own.push({ transition, grade: gradeCode(program, state, transition.at) })
      made.set(contact, own)
    },
  })
  for (const { id, sealed } of people) {
    if (sealed) {
      addSealed(knownHistory(library, id, EVERYTHING).ledger, program.migrations, builder)
      continue
    }
    for (const { transition, grade } of made.get(id) ?? [])
      builder.add(transition.to, transition.at, moveCause(transition), grade)
    const own = walked.get(id)
    builder.next(own === undefined || own.refused.size === 0 ? 0 : countRulings(own.facts, own.refused))
  }
}
