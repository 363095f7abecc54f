import { type Time, type Transition, UNDATED } from '../facts.ts'
import { canonical, type Json } from '../json.ts'
import type { Message } from '../message.ts'
import { cellOf, contribution, type LedgerEntry } from '../reports/contribution.ts'
import { shapeOf } from '../reports/shape.ts'
import type { Expectation } from './case-schema.ts'
import { type Explained, withoutEvidence } from './explain.ts'
import type { Program } from './program.ts'
import type { ContactState, Position } from './state.ts'

/** Something that came out otherwise than a case expects. */
export interface Difference {
  readonly at: Time
  /** Which word of the expectation: stage, path, because, … */
  readonly what: string
  readonly expected: Json
  readonly found: Json
  /** For another stage: its criteria as they stand; for another reason: that of the last move. */
  readonly reason?: Explained | null
  /** Why a move was refused. */
  readonly says?: Message
}

/** What a case came to at the moment of an expectation. */
export interface Found {
  readonly at: Time
  readonly track: string
  readonly state: ContactState
  readonly position: Position
  readonly standing: readonly Transition[]
  readonly proposed: string | null
  /** The moment that `since` of the expectation means. */
  readonly since: Time | null
  /** Why the last move came about. */
  explainLast(): Explained | null
}

/** Where an expectation is not met. */
export function differences(program: Program, expected: Expectation, found: Found): readonly Difference[] {
  const { at, position, standing } = found
  const all: Difference[] = []
  const same = (what: string, wanted: Json | undefined, is: Json) => {
    if (wanted !== undefined && wanted !== is) all.push({ at, what, expected: wanted, found: is })
  }
  const path = standing.map(({ to }) => to)
  const wanted = nobody(expected.stage)
  if (wanted !== undefined && wanted !== position.stage)
    all.push({ at, what: 'stage', expected: wanted, found: position.stage, reason: criteriaOf(program, found, wanted) })
  same('level', nobody(expected.level), position.level)
  same('reason', nobody(expected.reason), position.reason)
  same('cycle', expected.cycle, position.cycle)
  same('proposed', nobody(expected.proposed), found.proposed)
  if (expected.since !== undefined && found.since !== position.since)
    all.push({ at, what: 'since', expected: expected.since, found: new Date(position.since).toISOString() })
  if (expected.path !== undefined) same('path', expected.path.join(' → '), path.join(' → '))
  all.push(...countDifferences(program, expected, found))
  for (const stage of [expected.not ?? []].flat())
    if (path.includes(stage)) all.push({ at, what: 'not', expected: stage, found: path.join(' → ') })
  if (expected.because !== undefined) {
    const reasons = reasonsOf(found)
    for (const word of [expected.because].flat())
      if (!reasons.some((reason) => `.${reason}.`.includes(`.${word}.`)))
        all.push({ at, what: 'because', expected: word, found: reasons, reason: found.explainLast() })
  }
  same('grade', expected.grade, expected.grade === undefined ? null : gradeOf(program, found))
  for (const [score, points] of Object.entries(expected.scores ?? {}))
    same(`scores.${score}`, points, Math.floor(program.scores[score]?.lifetime.value(found.state, at) ?? 0))
  return all
}

function countDifferences(program: Program, expected: Expectation, found: Found): readonly Difference[] {
  return (['entered', 'reached'] as const).flatMap((what) => {
    const wanted = expected[what]
    if (wanted === undefined) return []
    const counts = countedStages(program, found, what)
    const is = Array.isArray(wanted) ? Object.keys(counts) : counts
    return sameStages(wanted, is) ? [] : [{ at: found.at, what, expected: wanted, found: is }]
  })
}

/** The stages that the reports count, each with the month of its first time, in the order of the lifecycle. */
function countedStages(program: Program, { standing, track }: Found, measure: 'entered' | 'reached'): Counts {
  const counted = contribution(shapeOf(program), standing.map(ledgerEntry))
  const stages = [...(program.tracks.find(({ key }) => key === track)?.byKey.keys() ?? [])]
  return Object.fromEntries(
    stages.flatMap((stage) => {
      const first = counted.find(({ cell, day }) => day === null && cell === cellOf[measure](stage))
      return first === undefined ? [] : [[stage, first.month]]
    }),
  )
}

function ledgerEntry({ nth, track, from, to, at, rule }: Transition): LedgerEntry {
  const excluded = rule?.startsWith('exclude.') === true
  return { nth, track, from, to, at, excluded, undated: rule === UNDATED, stamps: [] }
}

type Counts = Readonly<Record<string, string>>

function sameStages(wanted: readonly string[] | Counts, is: readonly string[] | Counts): boolean {
  const parts = (given: readonly string[] | Counts) => canonical(Array.isArray(given) ? [...given].sort() : given)
  return parts(wanted) === parts(is)
}

/** What the criteria of a stage found, where it has any. */
function criteriaOf(program: Program, { state, track, at }: Found, stage: string | null): Explained | null {
  const wanted = program.tracks.find(({ key }) => key === track)?.byKey.get(stage ?? '')
  return wanted?.when == null ? null : withoutEvidence(wanted.when.reasons(state, at))
}

/** Before the first stage there is none. */
function nobody(text: string | null | undefined): string | null | undefined {
  return text === 'none' ? null : text
}

function gradeOf({ grade }: Program, { state, at }: Found): string | null {
  return grade === null ? null : `${grade.fit(state, at)}${grade.engagement(state, at)}`
}

/** Why the last move came about: its cause, its rule, and the paths of the conditions that held. */
function reasonsOf({ standing }: Found): readonly string[] {
  const last = standing.at(-1)
  if (last === undefined) return []
  const held = last.leaves.filter(({ holds }) => holds).map(({ path }) => path)
  return [last.cause, ...(last.rule === null ? [] : [last.rule]), ...held]
}
