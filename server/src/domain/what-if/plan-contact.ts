import type { StageKey, Transition } from '../facts.ts'
import type { KnownHistory } from '../history.ts'
import { advance, type Effective, type SavedContact } from '../lifecycle/advance.ts'
import type { Restatement, Stay } from '../lifecycle/restate.ts'

/** A contact as publishing would find it. */
export interface Planned {
  readonly contact: SavedContact
  /** The versions published since it was saved, oldest first; the candidate is the last. */
  readonly versions: readonly Effective[]
  /** Its history has to be read (lines of its account that it has not seen). */
  readonly anew: boolean
  history(): KnownHistory
}

export interface PlannedMove {
  readonly track: string
  readonly from: StageKey | null
  readonly to: StageKey
  /** The first move that the candidate brings; what may follow at once is in `to`. */
  readonly first: Transition
}

/**
 * Moves that follow one another by a millisecond each belong to one publish. Longer than any such chain is allowed to be, and shorter than any
 * stretch of time that a document can name.
 */
const AT_ONCE = 100

/** What publishing would make of one contact. */
export interface ContactPlan {
  readonly moves: readonly PlannedMove[]
  /** Null where the version does not restate. */
  readonly restatement: Restatement | null
}

/** What a contact would do at the moment of publishing, by track: the same that the refold after a publish does, without writing. */
export function planContact({ contact, versions, anew, history }: Planned): ContactPlan {
  const last = versions.at(-1)
  if (contact.state === null || last === undefined) return { moves: [], restatement: null }
  const { moves, restatement } = advance({
    contact,
    facts: [],
    versions,
    saw: { seq: contact.state.seq, lines: contact.lines },
    until: last.from + AT_ONCE,
    anew,
    ledgerChanged: false,
    history,
  })
  const planned = last.program.tracks.flatMap(({ key }): readonly PlannedMove[] => {
    const brought = moves.filter(({ track, version }) => track === key && version === last.program.version)
    const [first] = brought
    const to = brought.at(-1)?.to
    return first === undefined || to === undefined || first.from === to
      ? []
      : [{ track: key, from: first.from, to, first }]
  })
  return { moves: planned, restatement: last.restates === true ? restatement : null }
}

/** People who would stand elsewhere under a version that restates, and stay nevertheless; and rulings that are not followed. */
export type StayCounts = Readonly<Record<Stay | 'orphaned', number>>

export const NO_STAYS: StayCounts = { opportunity: 0, handoff: 0, no_stage: 0, orphaned: 0 }

/** A person is counted once, by the first track in which it stays. */
export function addStays(counts: StayCounts, { restatement }: ContactPlan): StayCounts {
  if (restatement === null) return counts
  const [stay] = restatement.stays
  const orphaned = counts.orphaned + restatement.orphaned
  return stay === undefined ? { ...counts, orphaned } : { ...counts, orphaned, [stay.why]: counts[stay.why] + 1 }
}

/** Equal moves, counted, with a few of their people. */
export interface PlannedGroup extends Pick<PlannedMove, 'track' | 'from' | 'to'> {
  readonly count: number
  readonly examples: readonly Transition[]
}

const MOST_EXAMPLES = 5

/** Gathers equal moves; parts of a plan that were gathered apart are gathered again. */
export function gatherMoves(groups: Iterable<PlannedGroup>): readonly PlannedGroup[] {
  const gathered = new Map<string, PlannedGroup>()
  for (const group of groups) {
    const key = JSON.stringify([group.track, group.from, group.to])
    const known = gathered.get(key)
    gathered.set(
      key,
      known === undefined
        ? group
        : {
            ...known,
            count: known.count + group.count,
            examples: [...known.examples, ...group.examples].slice(0, MOST_EXAMPLES),
          },
    )
  }
  return [...gathered.values()].sort((a, b) => b.count - a.count)
}
