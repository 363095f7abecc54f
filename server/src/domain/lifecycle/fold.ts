import { emptySlot, type Slot, type SlotOf } from '../aggregates.ts'
import type { AccountLine, Event, Fact, StageKey, Time } from '../facts.ts'
import { unreachable } from '../json.ts'
import { beginsCycle } from './deals.ts'
import type { Draft } from './draft.ts'
import { beginCycles, foldTransition } from './fold-transition.ts'
import type { Contribution } from './keep.ts'
import { pendingOf } from './pending.ts'
import type { Program } from './program.ts'
import { BEGINNING, type ContactState, firstPosition } from './state.ts'

/** The state of a contact of whom nothing is known yet. */
export function emptyState(program: Program, contact: string): ContactState {
  return {
    contact,
    stateKey: program.stateKey,
    upTo: BEGINNING,
    seq: 0,
    known: 0,
    activeAt: 0,
    account: null,
    line: null,
    positions: Object.fromEntries(program.tracks.map(({ key }) => [key, firstPosition])),
    slots: program.aggregates.map(emptySlot),
    pending: [],
  }
}

/**
 * Takes a fact into a draft: what follows is a function of program, state and fact alone. Facts come in the order of their places.
 * @returns whether anything changed that a decision could rest upon.
 */
export function foldInto(
  program: Program,
  draft: Draft,
  fact: Fact,
  contributed?: (contribution: Contribution) => void,
): boolean {
  draft.upTo = fact
  draft.pending = []
  switch (fact.is) {
    case 'event':
      return foldEvent(program, draft, fact, contributed)
    case 'transition':
      foldTransition(program, draft, fact)
      return true
    case 'account':
      return foldLine(draft, fact)
    case 'bar':
      bar(draft, fact.track, fact.stage, fact.until)
      return true
    default:
      return unreachable(fact)
  }
}

function foldEvent(
  program: Program,
  draft: Draft,
  event: Event,
  contributed?: (contribution: Contribution) => void,
): boolean {
  if (event.contact === draft.contact && event.seq > draft.seq) draft.seq = event.seq
  let changed = false
  const known = draft.known | event.names
  if (known !== draft.known) {
    draft.known = known
    changed = true
  }
  if (event.kind === 'opportunity' && beginsCycle(draft.slots[program.dealsSlot] as SlotOf['deals'], event))
    beginCycles(program, draft, event.at)
  if (event.kind === 'membership') changed = foldMembership(program, draft, event) || changed
  for (const change of program.changesFor(event)) {
    const before = draft.slots[change.index] as Slot
    const after = change.keep(before, event, contributed)
    if (after !== before) {
      draft.slots[change.index] = after
      changed = true
    }
  }
  if (ACTIVE.has(event.kind) && event.stamp['human'] !== false) {
    draft.activeAt = event.at
    changed ||= program.readsActivity
  }
  const pending = pendingOf(program, draft, event)
  if (pending.length > 0) {
    draft.pending = pending
    return true
  }
  return foldVoid(draft, event) || changed
}

/** What a contact does itself, as against what is said or done about it. */
export const ACTIVE: ReadonlySet<string> = new Set(['page', 'screen', 'track', 'conversion', 'subscription'])

function foldMembership(program: Program, draft: Draft, event: Event): boolean {
  const account = typeof event.data['account'] === 'string' ? event.data['account'] : null
  if (account === draft.account) return false
  // A new employer begins a new cycle; a first one does not, and neither does the same one under another row.
  if (draft.account !== null && account !== null && event.data['same'] !== true) beginCycles(program, draft, event.at)
  draft.account = account
  draft.line = null
  return true
}

function foldLine(draft: Draft, line: AccountLine): boolean {
  if (line.account !== draft.account) return false
  draft.line = { seq: line.seq, at: line.at, values: line.values }
  return true
}

/** A voided move of a rule does not come back on the evidence that brought it. */
function foldVoid(draft: Draft, event: Event): boolean {
  if (event.kind !== 'void') return false
  const { track, to, automatic } = event.data
  if (automatic === true && typeof track === 'string' && typeof to === 'string') bar(draft, track, to, event.at)
  return true
}

function bar(draft: Draft, track: string, stage: StageKey, until: Time): void {
  if (!Object.hasOwn(draft.positions, track)) return
  const position = draft.positions[track] ?? firstPosition
  draft.positions[track] = { ...position, barred: { ...position.barred, [stage]: until } }
}
