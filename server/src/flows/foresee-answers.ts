import type { Tx } from '../db/transaction.ts'
import { marksOf } from '../domain/accounts/marks.ts'
import { effectiveLines, peopleLines } from '../domain/accounts/people-lines.ts'
import { answersOver } from '../domain/accounts/people-truth.ts'
import type { AccountLine, Time } from '../domain/facts.ts'
import { EVERYTHING, knownHistory } from '../domain/history.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import type { IdRange } from '../features/contacts/page-people.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import { readPeopleOfAccounts } from '../features/what-if/read-families.ts'
import { pagesOfFamilies } from './walk-families.ts'

/** Lines that accounts do not have yet, by account. */
export type ForeseenLines = ReadonlyMap<string, readonly AccountLine[]>

/**
 * What accounts will say of their people once a program is in force that asks them what no version asked before: the lines that will be folded after
 * the publish, from the marks that their people have by then.
 */
export async function foreseeAnswers(
  client: Tx,
  program: Program,
  { range, now, pause }: { readonly range: IdRange; readonly now: Time; pause(done: number): Promise<void> },
): Promise<ForeseenLines> {
  const foreseen = new Map<string, readonly AccountLine[]>()
  const people = (await readPeopleOfAccounts(client, range)).filter(
    ({ accounts, sealed }) => accounts.length > 0 && !sealed,
  )
  for (const page of pagesOfFamilies(people)) {
    const library = await readLibrary(
      client,
      page.map(({ id }) => id),
    )
    const marks = page.flatMap(({ id }) => marksOf(program.marks, id, knownHistory(library, id, EVERYTHING).facts))
    for (const account of new Set(marks.map((mark) => mark.account))) {
      const own = marks.filter((mark) => mark.account === account)
      const answers = new Map(program.people.map((leaf) => [leaf.path, answersOver(leaf, own, now).changes]))
      const recorded = library.lines.get(account) ?? []
      const lines = peopleLines(effectiveLines(recorded), answers, null, recorded.length)
      if (lines.length > 0)
        foreseen.set(
          account,
          lines.map((line) => ({ is: 'account', account, ...line })),
        )
    }
    await pause(0)
  }
  return foreseen
}
