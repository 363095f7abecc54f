import { marksOf } from '../domain/accounts/marks.ts'
import { effectiveLines, peopleLines } from '../domain/accounts/people-lines.ts'
import { answersOver } from '../domain/accounts/people-truth.ts'
import type { AccountLine, Time } from '../domain/facts.ts'
import { EVERYTHING, knownHistory, type Library } from '../domain/history.ts'
import type { Program } from '../domain/lifecycle/program.ts'

interface Company {
  readonly program: Program
  readonly library: Library
  /** Rows that stand for people. */
  readonly people: readonly string[]
}

const marksIn = ({ program, library, people }: Company) =>
  people.flatMap((id) => marksOf(program.marks, id, knownHistory(library, id, EVERYTHING).facts))

/** What the worker of the accounts does: the lines by which all accounts are brought to what their people answer. */
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

/** When time alone next turns what the people of any account answer; null where it does not. */
export function nextTurn(company: Company, now: Time): Time | null {
  const marks = marksIn(company)
  const turns = [...new Set(marks.map(({ account }) => account))].flatMap((account) => {
    const own = marks.filter((mark) => mark.account === account)
    return company.program.people.flatMap((leaf) => answersOver(leaf, own, now).turnsAt ?? [])
  })
  return turns.length === 0 ? null : Math.min(...turns)
}
