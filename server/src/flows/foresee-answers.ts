import type { Tx } from '../db/transaction.ts'
import { linesOfPeople } from '../domain/accounts/lines-of-people.ts'
import type { AccountLine, Time } from '../domain/facts.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import type { IdRange } from '../features/contacts/page-people.ts'
import { readPeopleOfAccounts } from '../features/contacts/read-families.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
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
    const lines = linesOfPeople({ program, library, people: page.map(({ id }) => id) }, now)
    for (const line of lines) foreseen.set(line.account, [...(foreseen.get(line.account) ?? []), line])
    await pause(0)
  }
  return foreseen
}
