import { type EventKind, eventKinds } from '../vocabulary.ts'

/** Which events a word of a question means. */
export interface EventMatch {
  readonly kind: EventKind | null
  readonly name: string | null
  /** The state of a deal. */
  readonly state: string | null
}

const STATES = ['open', 'won', 'lost']

/**
 * What a word means: `won`, `lost` and `open` are states of a deal; the name of a kind means all events of it; `kind:name` both; anything else is
 * the name of an event of any kind.
 */
export function matchOfWord(word: string): EventMatch {
  const colon = word.indexOf(':')
  const kind = colon < 0 ? null : kindOf(word.slice(0, colon))
  if (kind !== null) {
    const name = word.slice(colon + 1)
    if (kind === 'opportunity' && STATES.includes(name)) return { kind, name: null, state: name }
    return { kind, name, state: null }
  }
  if (STATES.includes(word)) return { kind: 'opportunity', name: null, state: word }
  return kindOf(word) === null
    ? { kind: null, name: word, state: null }
    : { kind: kindOf(word), name: null, state: null }
}

export function kindOf(word: string): EventKind | null {
  return eventKinds.find((kind) => kind === word) ?? null
}

/** Kinds of events whose order tells how people go: what they do, and what is done with them. */
export const stepKinds: readonly EventKind[] = [
  'page',
  'screen',
  'track',
  'conversion',
  'subscription',
  'communication',
  'opportunity',
  'answer',
  'handoff',
]
