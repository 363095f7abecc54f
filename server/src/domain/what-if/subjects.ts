import type { StageKey, Time } from '../facts.ts'
import { firstEntry, type Period } from './compare.ts'
import type { Subject } from './estimate.ts'
import { GRADES, type TwoWalks } from './moves.ts'

export interface ComparedStage {
  /** What the stage is called under each program; the candidate may have renamed it. */
  readonly current: StageKey
  readonly candidate: StageKey
  readonly period: Period
  /** The present. */
  readonly until: Time
}

/** When a person enters the compared stage under each program, and what an estimate needs to know of it. */
export interface ComparedPerson {
  readonly index: number
  /** First entry in the period, else ever; null where there is none. */
  readonly enteredNow: Time | null
  readonly enteredThen: Time | null
  readonly subject: Subject
}

const EVER: Period = { since: Number.NEGATIVE_INFINITY, before: Number.POSITIVE_INFINITY }

/** Looks people up in both walks. */
export function comparePeople(
  { current, candidate }: TwoWalks,
  indexes: Iterable<number>,
  { period, until, ...names }: ComparedStage,
): readonly ComparedPerson[] {
  const [codeNow, codeThen] = [current.stages.indexOf(names.current), candidate.stages.indexOf(names.candidate)]
  return Array.from(indexes, (index) => {
    const now = entryOf(current, index, codeNow, period)
    const then = entryOf(candidate, index, codeThen, period)
    const enteredNow = now < 0 ? null : (current.at[now] ?? 0)
    const enteredThen = then < 0 ? null : (candidate.at[then] ?? 0)
    const [moves, entry] = then < 0 ? [current, now] : [candidate, then]
    const at = moves.at[entry] ?? until
    return {
      index,
      enteredNow,
      enteredThen,
      subject: {
        grade: GRADES[moves.grade[entry] ?? 0] ?? '',
        delay: enteredNow === null || enteredThen === null ? null : enteredNow - enteredThen,
        pace: at - (moves.at[moves.starts[index] ?? 0] ?? at),
        age: Math.max(0, until - at),
      },
    }
  })
}

function entryOf(moves: TwoWalks['current'], index: number, code: number, period: Period): number {
  const within = firstEntry(moves, index, code, period)
  return within >= 0 ? within : firstEntry(moves, index, code, EVER)
}
