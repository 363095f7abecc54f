import { type Tx, transaction } from '../../db/transaction.ts'
import { AppError } from '../../domain/app-error.ts'
import { atLocal, dayOf } from '../../domain/calendar/zone.ts'
import type { StageKey, Time } from '../../domain/facts.ts'
import type { Program, ProgramTrack } from '../../domain/lifecycle/program.ts'
import type { Dimension } from '../../domain/reports/dimensions.ts'
import { readCounting } from '../../features/reports/counting.ts'
import { countWaiting } from '../count-reports.ts'
import type { Ripen } from '../ripen.ts'

/** Up to so many changes are counted while somebody waits for a report; more are left to the worker. */
const MOST_WHILE_WAITING = 20_000

export interface FrameQuery {
  readonly track?: string | undefined
  readonly by?: Dimension | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly values?: number | undefined
}

/** Keys that are shown where nobody asks for more: what a report costs grows with them. */
const MOST_KEYS = 50

/** What a report over stages is about. */
export interface Frame {
  readonly program: Program
  readonly track: ProgramTrack
  /** Stages on the way, in their order. */
  readonly stages: readonly StageKey[]
  readonly names: Record<StageKey, string>
  /** Most keys of a break-down that are shown. */
  readonly most: number
  readonly head: {
    track: string
    by: Dimension | null
    since: string | null
    until: string | null
    zone: string
    counting: { done: number; total: number } | null
  }
}

/** A word that names nothing, and the words that do. */
export class NoSuchThing extends AppError {
  override name = 'NoSuchThing'
  constructor(what: string, name: string, known: readonly string[]) {
    super('invalid', `There is no ${what} “${name}”. There is ${known.map((one) => `“${one}”`).join(', ')}.`)
  }
}

/** The track and its stages, with the counts brought up to the present. */
export async function frameOf(ripen: Ripen, { track: key, by, since, until, values }: FrameQuery): Promise<Frame> {
  const program = await ripen.programs.head(ripen.db.pool)
  if (program === null) throw new AppError('invalid', 'No lifecycle is published yet, so there is nothing to report.')
  const track = key === undefined ? program.tracks[0] : program.tracks.find((one) => one.key === key)
  if (track === undefined)
    throw new NoSuchThing(
      'track',
      key ?? '',
      program.tracks.map((one) => one.key),
    )
  const counting = await bringUpToDate(ripen)
  const { stages, detours = [] } = program.document
  const written = new Map([...stages, ...detours].map((stage) => [stage.key, stage.name ?? stage.key]))
  return {
    program,
    track,
    stages: track.stages.map((stage) => stage.key),
    names: Object.fromEntries([...track.byKey.keys()].map((stage) => [stage, written.get(stage) ?? stage])),
    most: values ?? MOST_KEYS,
    head: {
      track: track.key,
      by: by ?? null,
      since: since ?? null,
      until: until ?? null,
      zone: program.zone,
      counting,
    },
  }
}

/** Everything that a report reads of what was counted, as of one moment: its numbers then fit together while others count on. */
export function atOneMoment<T>(ripen: Ripen, read: (client: Tx) => Promise<T>): Promise<T> {
  return transaction(ripen.db, read, { mode: 'isolation level repeatable read, read only' })
}

/** Counts what is new. @returns how far the count is, where it is not finished */
async function bringUpToDate(ripen: Ripen): Promise<{ done: number; total: number } | null> {
  const { done, total, finishedAt, waiting } = await readCounting(ripen.db.pool)
  if (finishedAt === null) return { done, total }
  if (waiting > MOST_WHILE_WAITING) return { done: 0, total: waiting }
  if (waiting > 0) await countWaiting(ripen)
  return null
}

/** A stage of the track. @throws where there is none */
export function stageOf({ track, stages }: Frame, key: string, among: 'all' | 'way'): StageKey {
  const known = among === 'way' ? stages : [...track.byKey.keys()]
  if (!known.includes(key)) throw new NoSuchThing('stage', key, known)
  return key
}

/** The moments between which months lie, in a zone. */
export function momentsOf(
  zone: string,
  since: string | null,
  until: string | null,
): { readonly since: Time | null; readonly until: Time | null } {
  return {
    since: since === null ? null : atLocal(zone, dayOf(`${since}-01`) ?? 0, 0),
    until: until === null ? null : atLocal(zone, dayOf(`${monthAfter(until)}-01`) ?? 0, 0),
  }
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${month.slice(0, 5)}${String(number + 1).padStart(2, '0')}`
}
