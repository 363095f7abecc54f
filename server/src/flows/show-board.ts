import type { BoardView, CardPage } from '../contract/board.ts'
import { AppError } from '../domain/app-error.ts'
import type { Program, ProgramTrack } from '../domain/lifecycle/program.ts'
import type { Lens } from '../features/contacts/contact-item.ts'
import { listCards, listFirstCards } from '../features/contacts/list-cards.ts'
import { countStages } from '../features/rollups/stage-counts.ts'
import { NoSuchThing } from './reports/frame.ts'
import type { Ripen } from './ripen.ts'

/** Most first cards of a board: with many stages each column shows fewer. */
const MOST_CARDS = 180
const MOST_IN_A_COLUMN = 15
const FEWEST_IN_A_COLUMN = 4

/** The contacts by stage: how many, and the first cards of each column. */
export async function showBoard(ripen: Ripen, track: string | undefined): Promise<BoardView> {
  const { program, found, lens } = await lensOf(ripen, track)
  const stages = [...found.byKey.keys()]
  const limit = Math.min(MOST_IN_A_COLUMN, Math.max(FEWEST_IN_A_COLUMN, Math.floor(MOST_CARDS / stages.length)))
  const cards = await listFirstCards(ripen.db.pool, stages, limit, lens)
  const counts = new Map(
    (await countStages(ripen.db.pool))
      .filter((one) => one.track === found.key)
      .map(({ stage, count }) => [stage, count]),
  )
  return {
    track: found.key,
    version: program.version,
    columns: stages.map((stage) => {
      const page = cards.get(stage) ?? { items: [], next: null }
      return { stage, count: counts.get(stage) ?? 0, cards: page.items, next: page.next }
    }),
  }
}

/** Further cards of one column. */
export async function showCards(
  ripen: Ripen,
  stage: string,
  query: { readonly track?: string | undefined; readonly cursor?: string | undefined; readonly limit: number },
): Promise<CardPage> {
  const { found, lens } = await lensOf(ripen, query.track)
  if (!found.byKey.has(stage)) throw new NoSuchThing('stage', stage, [...found.byKey.keys()])
  return listCards(ripen.db.pool, stage, query, lens)
}

async function lensOf(
  ripen: Ripen,
  key: string | undefined,
): Promise<{ readonly program: Program; readonly found: ProgramTrack; readonly lens: Lens }> {
  const program = await ripen.programs.head(ripen.db.pool)
  if (program === null) throw new AppError('invalid', 'No lifecycle is published yet, so there are no stages.')
  const found = program.tracks.find((one) => one.key === (key ?? program.tracks[0]?.key))
  if (found === undefined)
    throw new NoSuchThing(
      'track',
      key ?? '',
      program.tracks.map((one) => one.key),
    )
  return { program, found, lens: { program, track: found.key, now: ripen.now() } }
}
