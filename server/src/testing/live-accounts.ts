import { type Company, marksIn } from '../domain/accounts/lines-of-people.ts'
import { answersOver } from '../domain/accounts/people-truth.ts'
import type { Time } from '../domain/facts.ts'

/** When time alone next turns what the people of any account answer; null where it does not. */
export function nextTurn(company: Company, now: Time): Time | null {
  const marks = marksIn(company)
  const turns = [...new Set(marks.map(({ account }) => account))].flatMap((account) => {
    const own = marks.filter((mark) => mark.account === account)
    return company.program.people.flatMap((leaf) => answersOver(leaf, own, now).turnsAt ?? [])
  })
  return turns.length === 0 ? null : Math.min(...turns)
}
