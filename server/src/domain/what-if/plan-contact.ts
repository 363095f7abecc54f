import type { StageKey, Transition } from '../facts.ts'
import type { KnownHistory } from '../history.ts'
import { advance, type Effective, type SavedContact } from '../lifecycle/advance.ts'

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

/** What a contact would do at the moment of publishing, by track: the same that the refold after a publish does, without writing. */
export function planContact({ contact, versions, anew, history }: Planned): readonly PlannedMove[] {
  const last = versions.at(-1)
  if (contact.state === null || last === undefined) return []
  const { moves } = advance({
    contact,
    facts: [],
    versions,
    saw: { seq: contact.state.seq, lines: contact.lines },
    until: last.from + AT_ONCE,
    anew,
    ledgerChanged: false,
    history,
  })
  return last.program.tracks.flatMap(({ key }) => {
    const brought = moves.filter(({ track, version }) => track === key && version === last.program.version)
    const [first] = brought
    const to = brought.at(-1)?.to
    return first === undefined || to === undefined || first.from === to
      ? []
      : [{ track: key, from: first.from, to, first }]
  })
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
