import type { TimelineEvent } from '../../../../../server/src/contract/timeline.ts'
import type { TransitionView } from '../../../../../server/src/contract/transitions.ts'
import { startOfDay } from '../../../components/moment.ts'

export type Entry =
  | { readonly is: 'event'; readonly id: string; readonly at: number; readonly event: TimelineEvent }
  | { readonly is: 'move'; readonly id: string; readonly at: number; readonly move: TransitionView }
  /** Pages seen one after the other, the newest first. */
  | { readonly is: 'visit'; readonly id: string; readonly at: number; readonly pages: readonly TimelineEvent[] }

export interface Day {
  readonly day: number
  readonly entries: readonly Entry[]
}

/** Longer without a page, and the next one is another visit. */
const VISIT_GAP = 30 * 60_000

/** Events and moves as the timeline shows them: the newest first, by day, pages gathered into visits. */
export function groupTimeline(events: readonly TimelineEvent[], moves: readonly TransitionView[]): readonly Day[] {
  const entries: Entry[] = [
    // A person's move is told by the move itself.
    ...events
      .filter(({ kind }) => kind !== 'ruling')
      .map((event): Entry => ({ is: 'event', id: event.id, at: Date.parse(event.at), event })),
    ...moves.map((move): Entry => ({ is: 'move', id: move.id, at: Date.parse(move.at), move })),
  ]
  return byDay(intoVisits(entries.sort(newestFirst)))
}

/** What came of an event stands above it. */
function newestFirst(a: Entry, b: Entry): number {
  if (a.at !== b.at) return b.at - a.at
  if (a.is === 'move' && b.is === 'move') return numberOf(b.id) - numberOf(a.id)
  if (a.is !== b.is) return a.is === 'move' ? -1 : 1
  return a.id < b.id ? 1 : -1
}

/** A transition's number in the contact's ledger, the last part of its id. */
const numberOf = (transition: string): number => Number(transition.slice(transition.lastIndexOf('.') + 1))

function intoVisits(entries: readonly Entry[]): readonly Entry[] {
  const gathered: Entry[] = []
  for (const entry of entries) {
    const last = gathered.at(-1)
    const joined = last === undefined ? null : joinVisit(last, entry)
    if (joined === null) gathered.push(entry)
    else gathered[gathered.length - 1] = joined
  }
  return gathered
}

function joinVisit(later: Entry, earlier: Entry): Entry | null {
  if (earlier.is !== 'event' || later.is === 'move' || earlier.event.sort !== 'web') return null
  if (later.is === 'event' && later.event.sort !== 'web') return null
  if (later.at - earlier.at > VISIT_GAP || startOfDay(later.at) !== startOfDay(earlier.at)) return null
  const pages = later.is === 'visit' ? later.pages : [later.event]
  return { is: 'visit', id: later.id, at: earlier.at, pages: [...pages, earlier.event] }
}

function byDay(entries: readonly Entry[]): readonly Day[] {
  const days = new Map<number, Entry[]>()
  for (const entry of entries) {
    const day = startOfDay(entry.at)
    const list = days.get(day)
    if (list === undefined) days.set(day, [entry])
    else list.push(entry)
  }
  return [...days].map(([day, list]) => ({ day, entries: list }))
}
