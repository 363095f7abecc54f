import { type Tx, transaction } from '../db/transaction.ts'
import { type Transition, transitionId } from '../domain/facts.ts'
import { EVERYTHING, knownHistory, type Library } from '../domain/history.ts'
import { canonical } from '../domain/json.ts'
import { decodeState } from '../domain/lifecycle/encode.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { refold } from '../domain/lifecycle/refold.ts'
import { type Drift, driftOf, type Essence, essenceOf, NO_DRIFT, reproduce } from '../domain/lifecycle/replay.ts'
import { Tally as Counts } from '../domain/reports/tally.ts'
import type { ContactRow } from '../features/contacts/lock-contacts.ts'
import { countContacts, pageContacts } from '../features/contacts/page-contacts.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import { listContacts, readCounting } from '../features/reports/counting.ts'
import { KnownValues } from '../features/reports/known-values.ts'
import { readLedgers } from '../features/reports/read-ledgers.ts'
import { readTally } from '../features/reports/report-cells.ts'
import { addFingerprints } from '../features/reports/time-fingerprints.ts'
import { countPositions, countStages, type StageCount } from '../features/rollups/stage-counts.ts'
import { countedNow, tallyChanges } from './count-reports.ts'
import type { Ripen } from './ripen.ts'

export interface ReplayReport {
  readonly transitions: number
  /** Transitions that came out again from what was known when they were decided. */
  readonly reproduced: number
  /** Contacts whose saved state was compared with a replay of their history, and how many were the same. */
  readonly states: { readonly compared: number; readonly equal: number }
  /** Transitions that only the ledger or only a replay of everything as it occurred has, by what explains them. */
  readonly drift: Drift
  /** Counted cells of the reports, and how many differ from a count over all contacts. */
  readonly rollups: { readonly cells: number; readonly different: number }
  /** Every transition reproduced, every state and count equal, no drift unexplained. */
  readonly clean: boolean
  /** The first few that were not, to look into. */
  readonly examples: readonly ReplayExample[]
}

export interface ReplayExample {
  readonly what: 'transition' | 'state' | 'drift'
  readonly id: string
  /** Of a transition: as it was recorded, and as it came out again; null where it did not. */
  readonly recorded?: Essence
  readonly replayed?: Essence | null
}

/** Contacts read at once. */
const PAGE = 200
const MOST_EXAMPLES = 10

/** Recomputes every recorded transition and every saved state from the facts, and counts how the ledger differs from a replay as occurred. */
export async function checkReplay(
  ripen: Ripen,
  options: { onProgress?: (done: number, total: number) => void } = {},
): Promise<ReplayReport> {
  const tally = new Tally()
  // One snapshot for all pages, so that events that come in meanwhile are in none of them.
  await transaction(
    ripen.db,
    async (client) => {
      const head = await ripen.programs.head(client)
      if (head === null) return
      const total = await countContacts(client)
      let done = 0
      for (
        let rows = await pageContacts(client, null, PAGE);
        rows.length > 0;
        rows = await pageContacts(client, rows.at(-1)?.id ?? null, PAGE)
      ) {
        const library = await readLibrary(
          client,
          rows.map(({ id }) => id),
        )
        for (const row of rows) await checkContact(ripen, client, row, library, tally)
        done += rows.length
        options.onProgress?.(done, total)
      }
      tally.compareCounts(
        [await countStages(client), await countPositions(client)],
        await freshCounts(ripen, client),
        await keptCounts(ripen, client),
      )
    },
    { mode: 'isolation level repeatable read, read only', unlimited: true },
  )
  return tally.report()
}

async function checkContact(ripen: Ripen, client: Tx, row: ContactRow, library: Library, tally: Tally): Promise<void> {
  for (const transition of library.books.get(row.id)?.transitions ?? []) {
    const program = await ripen.programs.get(client, transition.version)
    tally.addTransition(transition, reproduce(program, library, transition))
  }
  if (row.mergedInto !== null || row.state === '') return
  const program = await ripen.programs.get(client, row.version)
  const until = decodeState(program, row.id, row.state).upTo.at + 1
  // What another Ripen saved waits to be folded anew.
  if (row.stateKey === program.stateKey) tally.addState(sameState(program, row, library, until), row.id)
  tally.addDrift(driftOf(program, library, row.id, until, row.floor), row.id)
}

/** The counts of the reports over all contacts, erased ones too. */
async function freshCounts(ripen: Ripen, client: Tx): Promise<Counts> {
  const [counts, times] = [new Counts(), new Counts()]
  const values = new KnownValues(client, false)
  for (let ids = await listContacts(client, null, PAGE); ids.length > 0; ) {
    for (const ledger of await readLedgers(client, ids)) counts.change([], await countedNow(ripen, client, ledger))
    await addFingerprints(times, counts.times, values)
    counts.times.clear()
    ids = await listContacts(client, ids.at(-1) ?? null, PAGE)
  }
  return sumOf([await values.bound(counts), times])
}

/** The counts of the reports with those that wait to be added; null while they are made for the first time. */
async function keptCounts(ripen: Ripen, client: Tx): Promise<Counts | null> {
  if ((await readCounting(client)).finishedAt === null) return null
  const kept = await readTally(client)
  const values = new KnownValues(client, false)
  const waiting = await tallyChanges(ripen, client)
  await addFingerprints(kept, waiting.times, values)
  return sumOf([kept, await values.bound(waiting)])
}

function sumOf(tallies: readonly Counts[]): Counts {
  const sum = new Counts()
  for (const { rows } of tallies)
    for (const [row, cells] of rows) for (const [cell, count] of cells) sum.add(row, cell, count)
  return sum
}

/** Whether the state that was kept live is the one that a replay of the facts read so far gives. */
function sameState(program: Program, row: ContactRow, library: Library, until: number): boolean {
  const saved = decodeState(program, row.id, row.state)
  const history = knownHistory(library, row.id, { ...EVERYTHING, lines: row.lines })
  const { state, moves } = refold(program, row.id, history, {
    until,
    saw: { seq: row.seq, lines: row.lines },
    nth: row.nth,
    floor: row.floor,
  })
  const comparable = ({ positions, slots, known, account, seq }: typeof state) =>
    canonical({ positions, slots, known, account, seq })
  return moves.length === 0 && comparable(state) === comparable(saved)
}

class Tally {
  #transitions = 0
  #reproduced = 0
  #compared = 0
  #equal = 0
  #drift: Drift = NO_DRIFT
  #rollups = { cells: 0, different: 0 }
  readonly #examples: ReplayExample[] = []

  addTransition(transition: Transition, { reproduced, found }: ReturnType<typeof reproduce>): void {
    this.#transitions += 1
    if (reproduced) this.#reproduced += 1
    else
      this.#example({
        what: 'transition',
        id: transitionId(transition),
        recorded: essenceOf(transition),
        replayed: found === null ? null : essenceOf(found),
      })
  }

  addState(equal: boolean, id: string): void {
    this.#compared += 1
    if (equal) this.#equal += 1
    else this.#example({ what: 'state', id })
  }

  addDrift(drift: Drift, id: string): void {
    const sum = (key: keyof Drift) => this.#drift[key] + drift[key]
    this.#drift = {
      late: sum('late'),
      version: sum('version'),
      merge: sum('merge'),
      account: sum('account'),
      unexplained: sum('unexplained'),
    }
    if (drift.unexplained > 0) this.#example({ what: 'drift', id })
  }

  compareCounts(stages: readonly (readonly StageCount[])[], fresh: Counts, kept: Counts | null): void {
    const [now = [], standing = []] = stages.map((counts) =>
      counts.map(({ track, stage, count }) => `${track} ${stage} ${count}`),
    )
    const rows = kept === null ? [] : [...new Set([...fresh.rows.keys(), ...kept.rows.keys()])]
    const different = rows.flatMap((row) => {
      const [is, should] = [kept?.rows.get(row), fresh.rows.get(row)]
      const cells = new Set([...(is?.keys() ?? []), ...(should?.keys() ?? [])])
      return [...cells].filter((cell) => (is?.get(cell) ?? 0) !== (should?.get(cell) ?? 0))
    })
    this.#rollups = {
      cells: standing.length + [...fresh.rows.values()].reduce((sum, { size }) => sum + size, 0),
      different:
        now.filter((count) => !standing.includes(count)).length +
        standing.filter((count) => !now.includes(count)).length +
        different.length,
    }
  }

  #example(example: ReplayExample): void {
    if (this.#examples.length < MOST_EXAMPLES) this.#examples.push(example)
  }

  report(): ReplayReport {
    const clean =
      this.#transitions === this.#reproduced &&
      this.#compared === this.#equal &&
      this.#drift.unexplained === 0 &&
      this.#rollups.different === 0
    return {
      transitions: this.#transitions,
      reproduced: this.#reproduced,
      states: { compared: this.#compared, equal: this.#equal },
      drift: this.#drift,
      rollups: this.#rollups,
      clean,
      examples: this.#examples,
    }
  }
}
