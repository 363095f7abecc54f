import { comparePlaces, type Place, type Time } from '../facts.ts'
import type { Mark, PeopleLeaf } from './people-leaf.ts'

/** Where the answer to a question changes, and what it is from there on: the people by whom it holds, null where it does not. */
export interface AnswerChange {
  readonly place: Place
  readonly holders: readonly string[] | null
}

export interface Answers {
  readonly changes: readonly AnswerChange[]
  /** When time alone will turn the answer, as far as these marks tell; null where it will not. */
  readonly turnsAt: Time | null
}

/** Stands before every fact of its millisecond: what leaves a window is out for all that happens at that moment. */
const EXPIRED = '!'

/** Right behind the fact that changed the answer, and before the moves that it caused. */
export function placeOfLine({ at, id }: Place): Place {
  return { at, id: id === EXPIRED ? id : `${id}=` }
}

interface Turn {
  readonly place: Place
  readonly contact: string
  readonly by: 1 | -1
}

/**
 * The answers to a question about an account's people, over time: a function of the marks alone, in whatever order they came in.
 * @param until the present: what happens later by itself is only told as `turnsAt`
 */
export function answersOver(leaf: PeopleLeaf, marks: readonly Mark[], until: Time): Answers {
  const turns = (leaf.anchorKey === null ? turnsOf(leaf, marks) : turnsAfterAnchors(leaf, marks)).sort((a, b) =>
    comparePlaces(a.place, b.place),
  )
  const counts = new Map<string, number>()
  const active = new Set<string>()
  const changes: AnswerChange[] = []
  let holds = false
  for (let index = 0; index < turns.length; ) {
    const { place } = turns[index] as Turn
    for (let turn = turns[index]; turn !== undefined && comparePlaces(turn.place, place) === 0; turn = turns[++index]) {
      const count = (counts.get(turn.contact) ?? 0) + turn.by
      counts.set(turn.contact, count)
      if (count >= leaf.each) active.add(turn.contact)
      else active.delete(turn.contact)
    }
    const now = active.size >= leaf.people
    if (now === holds) continue
    if (place.at >= until) return { changes, turnsAt: place.at }
    holds = now
    changes.push({ place: placeOfLine(place), holders: now ? [...active].sort().slice(0, leaf.people) : null })
  }
  return { changes, turnsAt: null }
}

function turnsOf({ key, within }: PeopleLeaf, marks: readonly Mark[]): Turn[] {
  return marks.flatMap((mark) => {
    if (mark.key !== key) return []
    const expires = within === null ? null : { at: mark.at + within, id: EXPIRED }
    return stretch(mark.contact, mark.from, earlier(mark.until, expires))
  })
}

/** With an anchor all is counted anew from each one on, and what was reached in time stays until the next. */
function turnsAfterAnchors({ key, anchorKey, within }: PeopleLeaf, marks: readonly Mark[]): Turn[] {
  const anchors = marks
    .filter((mark) => mark.key === anchorKey)
    .sort((a, b) => comparePlaces(a.from, b.from) || comparePlaces(a, b))
  // Marks of the anchor that come in later and lie earlier than the one before it, by somebody who joined, change nothing.
  const ahead = anchors.filter((anchor, index) => anchors.slice(0, index).every((before) => before.at <= anchor.at))
  return ahead.flatMap((anchor, index) => {
    const next = ahead[index + 1]
    return marks.flatMap((mark) => {
      if (mark.key !== key || comparePlaces(mark, anchor) <= 0) return []
      if (within !== null && mark.at >= anchor.at + within) return []
      return stretch(mark.contact, later(mark.from, anchor.from), earlier(mark.until, next?.from ?? null))
    })
  })
}

function stretch(contact: string, from: Place, until: Place | null): Turn[] {
  if (until === null) return [{ place: from, contact, by: 1 }]
  if (comparePlaces(until, from) <= 0) return []
  return [
    { place: from, contact, by: 1 },
    { place: until, contact, by: -1 },
  ]
}

function earlier(a: Place | null, b: Place | null): Place | null {
  if (a === null) return b
  return b === null || comparePlaces(a, b) <= 0 ? a : b
}

function later(a: Place, b: Place): Place {
  return comparePlaces(a, b) >= 0 ? a : b
}
