import type { AccountLine, Time } from '../facts.ts'
import { asRecorded, EVERYTHING, knownHistory, type Library } from '../history.ts'
import type { Program } from '../lifecycle/program.ts'
import { marksOf } from './marks.ts'
import type { Mark } from './people-leaf.ts'
import { effectiveLines, peopleLines } from './people-lines.ts'
import { answersOver } from './people-truth.ts'

export interface Company {
  readonly program: Program
  readonly library: Library
  /** Rows that stand for people. */
  readonly people: readonly string[]
}

export function marksIn({ program, library, people }: Company): readonly Mark[] {
  return people.flatMap((id) => marksOf(program.marks, id, asRecorded(knownHistory(library, id, EVERYTHING))))
}

/** The lines by which all accounts are brought to what their people answer, from whole histories. */
export function linesOfPeople(company: Company, now: Time): readonly AccountLine[] {
  const marks = marksIn(company)
  const until = marks.reduce((last, { from }) => Math.max(last, from.at + 1), now)
  const { lines } = company.library
  return [...new Set([...lines.keys(), ...marks.map(({ account }) => account)])].flatMap((account) => {
    const recorded = lines.get(account) ?? []
    const own = marks.filter((mark) => mark.account === account)
    const answers = new Map(company.program.people.map((leaf) => [leaf.path, answersOver(leaf, own, until).changes]))
    const fresh = peopleLines(effectiveLines(recorded), answers, null, recorded.length)
    return fresh.map((line) => ({ is: 'account' as const, account, ...line }))
  })
}
