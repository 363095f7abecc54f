import type { HomeView } from '../contract/home.ts'
import { DAY } from '../domain/duration.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { stageNames } from '../domain/lifecycle/stage-names.ts'
import { hasContacts } from '../features/contacts/has-contacts.ts'
import { listInStages } from '../features/contacts/list-in-stages.ts'
import { listLatestMoves } from '../features/contacts/list-latest-moves.ts'
import { listProposed } from '../features/contacts/list-proposed.ts'
import { listVisible, type Visible } from '../features/contacts/visible.ts'
import { countPairs } from '../features/duplicates/pairs.ts'
import { listImports } from '../features/imports/list-imports.ts'
import { countRejected } from '../features/rejected-messages/count-rejected.ts'
import { presentLens } from './browse-contacts.ts'
import { waitingProposals } from './drafts/propose.ts'
import type { Ripen } from './ripen.ts'

/** Who looks, as far as it decides what is shown. */
export interface HomeFor {
  readonly visible: Visible
  readonly mayMove: boolean
  readonly mayChange: boolean
  /** Whose people wait is shown (null: to nobody in particular). */
  readonly waitingFor: readonly string[] | null
  /** The teams whose proposals are shown (null: all). */
  readonly teams: readonly string[] | null
  /** The teams that it is in. */
  readonly isOf: readonly string[]
}

/** Of everything no more than a page is looked at, however much there is. */
const PROPOSALS_LOOKED_AT = 200
const MOVES_LOOKED_AT = 200
const IMPORTS_LOOKED_AT = 20
const SHOWN = { proposals: 5, waiting: 8, moves: 12 }
const LATELY = 7 * DAY

/** What needs whoever asks, and what moved of late. */
export async function showHome(ripen: Ripen, asks: HomeFor): Promise<HomeView> {
  const { pool } = ripen.db
  const lens = await presentLens(ripen)
  // What went wrong is the business of those who can mend it.
  const mends = asks.mayChange && asks.visible === 'all'
  return {
    empty: !(await hasContacts(pool)),
    proposals: asks.mayMove ? await proposalsFor(ripen, asks, lens.program) : null,
    waiting: await waitingFor(ripen, asks, lens),
    agreements: await waitingProposals(ripen, asks.isOf),
    rejected: mends ? await countRejected(pool, ripen.now() - LATELY) : null,
    imports: mends ? await importsNow(ripen) : [],
    duplicates: mends ? await countPairs(pool) : null,
    moves: await movesFor(ripen, asks.visible, lens.program),
  }
}

async function proposalsFor(
  ripen: Ripen,
  { visible, teams }: HomeFor,
  program: Program | null,
): Promise<HomeView['proposals']> {
  const { pool } = ripen.db
  const found = await listProposed(pool, PROPOSALS_LOOKED_AT)
  const shown = await listVisible(
    pool,
    found.map(({ id }) => id),
    visible,
  )
  const isTheirs = (stage: string) => teams === null || decidersOf(program, stage).some((team) => teams.includes(team))
  const items = found
    .filter(({ id }) => shown.has(id))
    .flatMap(({ proposals, ...contact }) => proposals.map((proposal) => ({ ...proposal, contact })))
    .filter(({ to }) => isTheirs(to))
  return {
    items: items.slice(0, SHOWN.proposals),
    total: { count: items.length, exact: found.length < PROPOSALS_LOOKED_AT },
  }
}

async function waitingFor(
  ripen: Ripen,
  { visible, waitingFor: teams }: HomeFor,
  lens: Awaited<ReturnType<typeof presentLens>>,
): Promise<HomeView['waiting']> {
  if (teams === null || lens.program === null) return null
  const stages = stagesOf(lens.program, lens.track, teams)
  if (stages.length === 0) return null
  const items = await listInStages(ripen.db.pool, { stages, visible, limit: SHOWN.waiting }, lens)
  return { track: lens.track, stages, items }
}

/** Stages that teams own, and those right before a stage that the teams lead into by hand. */
function stagesOf(program: Program, trackKey: string, teams: readonly string[]): string[] {
  const track = program.tracks.find(({ key }) => key === trackKey)
  const written = new Map(program.document.stages.map((stage) => [stage.key, stage]))
  return (track?.stages ?? [])
    .filter(({ key }, at, all) => {
      const next = all[at + 1]
      const decides = next?.mode === 'manual' && decidersOf(program, next.key).some((team) => teams.includes(team))
      return decides || teams.includes(written.get(key)?.owner ?? '')
    })
    .map(({ key }) => key)
}

/** Teams whose word leads into a stage. */
function decidersOf(program: Program | null, key: string): string[] {
  const stage = program?.document.stages.find((one) => one.key === key)
  return [stage?.entry?.by ?? stage?.owner].filter((team) => team !== undefined)
}

async function importsNow(ripen: Ripen): Promise<HomeView['imports']> {
  const { items } = await listImports(ripen.db.pool, { limit: IMPORTS_LOOKED_AT })
  const since = ripen.now() - LATELY
  return items
    .filter(({ state, startedAt }) =>
      state === 'failed' ? startedAt > since : state === 'running' || state === 'undoing',
    )
    .map(({ id, fileName, state, rows, bytes, bytesRead }) => ({ id, fileName, state, rows, bytes, bytesRead }))
}

async function movesFor(ripen: Ripen, visible: Visible, program: Program | null): Promise<HomeView['moves']> {
  const { pool } = ripen.db
  const names = program === null ? (stage: string) => stage : stageNames(program.document)
  // Whoever sees all needs no more than a screen; of an average contact three steps are one move.
  const moves = await listLatestMoves(pool, visible === 'all' ? 4 * SHOWN.moves : MOVES_LOOKED_AT, names)
  const shown = await listVisible(
    pool,
    moves.map(({ contact }) => contact.id),
    visible,
  )
  return moves.filter(({ contact }) => shown.has(contact.id)).slice(0, SHOWN.moves)
}
