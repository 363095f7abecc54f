import type { Tx } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import type { Library } from '../domain/history.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { addTogether } from '../domain/what-if/add-together.ts'
import { familiesOf } from '../domain/what-if/families.ts'
import { type Moves, MovesBuilder, orderMoves, stageCodes } from '../domain/what-if/moves.ts'
import type { IdRange } from '../features/contacts/page-people.ts'
import { type PersonOfAccounts, readPeopleOfAccounts } from '../features/contacts/read-families.ts'
import { readLibrary } from '../features/contacts/read-library.ts'

/** About so many people are read at once; those of one account are never parted. */
const PAGE = 200

interface FamilyWalks {
  /** In ascending order. */
  readonly ids: readonly string[]
  readonly walks: readonly Moves[]
}

/** Walks everybody under programs that rest on several people of one account: account by account, in the order in which all of it happened. */
export async function walkFamilies(
  client: Tx,
  programs: readonly Program[],
  { range, until, pause }: { readonly range: IdRange; readonly until: Time; pause(done: number): Promise<void> },
): Promise<FamilyWalks> {
  const people = await readPeopleOfAccounts(client, range)
  const builders = programs.map((program) => new MovesBuilder(stageCodes(program)))
  const walked: string[] = []
  for (const page of pagesOfFamilies(people)) {
    const library: Library = await readLibrary(
      client,
      page.map(({ id }) => id),
    )
    for (const [index, program] of programs.entries())
      addTogether(program, library, page, { until, builder: builders[index] as MovesBuilder })
    for (const { id } of page) walked.push(id)
    await pause(page.length)
  }
  const places = new Map(walked.map((id, place) => [id, place]))
  const ids = people.map(({ id }) => id)
  const order = ids.map((id) => places.get(id) as number)
  return { ids, walks: builders.map((builder) => orderMoves(builder.finish(), order)) }
}

/** People in pages; those whose moves may rest on each other are in one. */
export function* pagesOfFamilies(people: readonly PersonOfAccounts[]): Generator<readonly PersonOfAccounts[]> {
  let page: PersonOfAccounts[] = []
  for (const family of familiesOf(people)) {
    page.push(...family)
    if (page.length < PAGE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
