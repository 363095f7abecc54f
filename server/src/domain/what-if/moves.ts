import { type Cause, type Move, type StageKey, type Time, UNDATED } from '../facts.ts'
import type { Program } from '../lifecycle/program.ts'

/** A move that another system named without its date: it reaches the stage, and does not count as an entry. */
const UNDATED_MOVE = 'undated'
export type MoveCause = Cause | typeof UNDATED_MOVE

/** A move's cause is its index here. */
export const CAUSES: readonly MoveCause[] = [
  'rule',
  'exit',
  'person',
  'import',
  'crm',
  'merge',
  'publish',
  UNDATED_MOVE,
]
export const UNDATED_CODE = CAUSES.indexOf(UNDATED_MOVE)

/** The cause of a move as it is kept here. */
export function moveCause({ cause, rule }: Pick<Move, 'cause' | 'rule'>): MoveCause {
  return rule === UNDATED ? UNDATED_MOVE : cause
}

/** A move's grade is its index here; 0 where the document grades nothing. */
export const GRADES: readonly string[] = [
  '',
  ...['A', 'B', 'C', 'D'].flatMap((fit) => [1, 2, 3, 4].map((engagement) => `${fit}${engagement}`)),
]

/**
 * Every move that a walk of everybody's whole history under one program makes, in columns. Contacts stand in ascending order of their ids, the
 * same for every program that is compared; rows that were merged into another are part of it and have no place of their own.
 */
export interface Moves {
  /** Stages and detours of all tracks; a move's stage is its index here. A key is used by one track only. */
  readonly stages: readonly StageKey[]
  /** Moves of contact i are those from starts[i] up to starts[i + 1], in the order in which they were made. */
  readonly starts: Uint32Array
  readonly stage: Uint16Array
  readonly at: Float64Array
  /** See CAUSES. */
  readonly cause: Uint8Array
  /** See GRADES: the grade at the moment of the move, before the move itself is folded. */
  readonly grade: Uint8Array
  /** People's moves that were not followed, for the contact was not where they say or they may not be made. */
  readonly orphaned: number
}

/** The walks of two programs over the same people. */
export interface TwoWalks {
  readonly contacts: number
  /** The id of the contact at a place. */
  idAt(index: number): string
  readonly current: Moves
  readonly candidate: Moves
}

/** The stages of a program in the order of their codes: track by track, ordered stages before detours. */
export function stageCodes(program: Pick<Program, 'tracks'>): readonly StageKey[] {
  return program.tracks.flatMap(({ stages, detours }) => [...stages, ...detours].map(({ key }) => key))
}

/** Gathers moves contact by contact. */
export class MovesBuilder {
  readonly #stages: StageKey[]
  readonly #codes: Map<StageKey, number>
  #starts = new Uint32Array(1024)
  #contacts = 0
  #moves = 0
  #stage = new Uint16Array(1024)
  #at = new Float64Array(1024)
  #cause = new Uint8Array(1024)
  #grade = new Uint8Array(1024)
  #orphaned = 0

  constructor(stages: readonly StageKey[]) {
    this.#stages = [...stages]
    this.#codes = new Map(stages.map((key, code) => [key, code]))
  }

  /** A move of the contact that is gathered at present. */
  add(stage: StageKey, at: Time, cause: MoveCause, grade: number): void {
    if (this.#moves === this.#at.length) this.#grow()
    this.#stage[this.#moves] = this.#codeOf(stage)
    this.#at[this.#moves] = at
    this.#cause[this.#moves] = CAUSES.indexOf(cause)
    this.#grade[this.#moves] = grade
    this.#moves += 1
  }

  /** Ends the present contact. */
  next(orphaned: number): void {
    this.#contacts += 1
    if (this.#contacts === this.#starts.length) this.#starts = grown(this.#starts, Uint32Array)
    this.#starts[this.#contacts] = this.#moves
    this.#orphaned += orphaned
  }

  finish(): Moves {
    return {
      stages: this.#stages,
      starts: this.#starts.slice(0, this.#contacts + 1),
      stage: this.#stage.slice(0, this.#moves),
      at: this.#at.slice(0, this.#moves),
      cause: this.#cause.slice(0, this.#moves),
      grade: this.#grade.slice(0, this.#moves),
      orphaned: this.#orphaned,
    }
  }

  /** Contacts that were erased keep moves into stages that no program has any more. */
  #codeOf(stage: StageKey): number {
    const known = this.#codes.get(stage)
    if (known !== undefined) return known
    this.#codes.set(stage, this.#stages.length)
    return this.#stages.push(stage) - 1
  }

  #grow(): void {
    this.#stage = grown(this.#stage, Uint16Array)
    this.#at = grown(this.#at, Float64Array)
    this.#cause = grown(this.#cause, Uint8Array)
    this.#grade = grown(this.#grade, Uint8Array)
  }
}

type Column = { readonly length: number; set(other: Column): void }

function grown<T extends Column>(column: T, make: new (length: number) => T): T {
  const larger = new make(column.length * 2)
  larger.set(column)
  return larger
}

/** The moves of contacts that were walked in parts, in the order of the parts. */
export function joinMoves(parts: readonly Moves[]): Moves {
  const stages = [...new Set(parts.flatMap((part) => part.stages))]
  const contacts = parts.reduce((sum, { starts }) => sum + starts.length - 1, 0)
  const moves = parts.reduce((sum, { at }) => sum + at.length, 0)
  const joined = {
    stages,
    starts: new Uint32Array(contacts + 1),
    stage: new Uint16Array(moves),
    at: new Float64Array(moves),
    cause: new Uint8Array(moves),
    grade: new Uint8Array(moves),
    orphaned: parts.reduce((sum, { orphaned }) => sum + orphaned, 0),
  }
  let [contact, move] = [0, 0]
  for (const part of parts) {
    const codes = part.stages.map((key) => stages.indexOf(key))
    joined.stage.set(
      part.stage.map((code) => codes[code] ?? 0),
      move,
    )
    joined.at.set(part.at, move)
    joined.cause.set(part.cause, move)
    joined.grade.set(part.grade, move)
    for (let index = 1; index < part.starts.length; index++)
      joined.starts[contact + index] = move + (part.starts[index] ?? 0)
    contact += part.starts.length - 1
    move += part.at.length
  }
  return joined
}

/** The moves with their contacts in another order: contact i of the outcome is contact order[i]. */
export function orderMoves(moves: Moves, order: readonly number[]): Moves {
  const ordered = {
    ...moves,
    starts: new Uint32Array(order.length + 1),
    stage: new Uint16Array(moves.at.length),
    at: new Float64Array(moves.at.length),
    cause: new Uint8Array(moves.at.length),
    grade: new Uint8Array(moves.at.length),
  }
  let place = 0
  for (const [index, contact] of order.entries()) {
    const [from, to] = [moves.starts[contact] ?? 0, moves.starts[contact + 1] ?? 0]
    ordered.stage.set(moves.stage.subarray(from, to), place)
    ordered.at.set(moves.at.subarray(from, to), place)
    ordered.cause.set(moves.cause.subarray(from, to), place)
    ordered.grade.set(moves.grade.subarray(from, to), place)
    place += to - from
    ordered.starts[index + 1] = place
  }
  return ordered
}
