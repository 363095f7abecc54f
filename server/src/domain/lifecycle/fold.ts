import { emptySlot, type Slot, type SlotOf } from '../aggregates.ts'
import type { AccountLine, Event, Fact, Place, StageKey, Time, Transition } from '../facts.ts'
import { isObject, type JsonObject, unreachable } from '../json.ts'
import { beginsCycle } from './deals.ts'
import type { Contribution } from './keep.ts'
import type { Program } from './program.ts'
import { BEGINNING, type ContactState, firstPosition, type Pending, type Position } from './state.ts'

/** A state in the making: one walk's own copy, changed in place so that a long history costs no garbage. */
export interface Draft
  extends Omit<
    ContactState,
    'slots' | 'positions' | 'upTo' | 'seq' | 'known' | 'activeAt' | 'account' | 'line' | 'pending'
  > {
  upTo: Place
  seq: number
  known: number
  activeAt: Time
  account: string | null
  line: ContactState['line']
  positions: Record<string, Position>
  slots: Slot[]
  pending: readonly Pending[]
}

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

export function draftOf(state: ContactState): Draft {
  return { ...state, positions: { ...state.positions }, slots: [...state.slots] }
}

/** The next state: a pure function of program, state and fact. Facts come in the order of their places. */
export function fold(program: Program, state: ContactState, fact: Fact): ContactState {
  const draft = draftOf(state)
  foldInto(program, draft, fact)
  return draft
}

/**
 * `fold` on a draft.
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
const ACTIVE: ReadonlySet<string> = new Set(['page', 'screen', 'track', 'conversion', 'subscription'])

function foldMembership(program: Program, draft: Draft, event: Event): boolean {
  const account = typeof event.data['account'] === 'string' ? event.data['account'] : null
  if (account === draft.account) return false
  // A new employer begins a new cycle; a first one does not.
  if (draft.account !== null && account !== null) beginCycles(program, draft, event.at)
  draft.account = account
  draft.line = null
  return true
}

function foldLine(draft: Draft, line: AccountLine): boolean {
  if (line.account !== draft.account) return false
  draft.line = { seq: line.seq, at: line.at, values: line.values }
  return true
}

function beginCycles(program: Program, draft: Draft, at: Time): void {
  for (const { key } of program.tracks) {
    const position = draft.positions[key] ?? firstPosition
    if (position.stage === null) continue
    draft.positions[key] = { ...position, cycle: position.cycle + 1, cycleSince: at, barred: {} }
    empty(program, draft, program.emptiedAt[key]?.cycle ?? [])
  }
}

function foldTransition(program: Program, draft: Draft, transition: Transition): void {
  const { track, at, from, to } = transition
  const definition = program.tracks.find(({ key }) => key === track)
  const before = draft.positions[track] ?? firstPosition
  const left = from === null ? undefined : definition?.byKey.get(from)
  const entered = definition?.byKey.get(to)
  const newCycle = transition.cycle > before.cycle
  const barred = overruled(before, transition, left?.detour === true)
  draft.positions[track] = {
    stage: to,
    since: at,
    level: transition.level,
    reason: transition.reason,
    cause: transition.cause,
    cycle: transition.cycle,
    cycleSince: newCycle ? at : before.cycleSince,
    barred: newCycle ? {} : barred,
    entered: [...before.entered, { stage: to, at, cycle: transition.cycle, cause: transition.cause }],
  }
  const slots = program.emptiedAt[track]
  empty(program, draft, slots?.entry ?? [])
  const fresh = entered?.detour === true && entered.evidence === 'since_entry'
  // A since_entry detour emptied the cycle's counters when it was entered; what came after is the new cycle's evidence.
  const alreadyFresh = left?.detour === true && left.evidence === 'since_entry'
  if (fresh || (newCycle && !alreadyFresh)) empty(program, draft, slots?.cycle ?? [])
}

/** A person who takes a contact out of a detour overrules the rule that would put it back. */
function overruled(before: Position, transition: Transition, leavesDetour: boolean): Readonly<Record<StageKey, Time>> {
  const rest = Object.fromEntries(Object.entries(before.barred).filter(([stage]) => stage !== transition.to))
  return leavesDetour && transition.cause === 'person' && transition.from !== null
    ? { ...rest, [transition.from]: transition.at }
    : rest
}

function empty(program: Program, draft: Draft, slots: readonly number[]): void {
  for (const index of slots) {
    const aggregate = program.aggregates[index]
    if (aggregate !== undefined) draft.slots[index] = emptySlot(aggregate)
  }
}

/** A voided move of a rule does not come back on the evidence that brought it. */
function foldVoid(draft: Draft, event: Event): boolean {
  if (event.kind !== 'void') return false
  const { track, to, automatic } = event.data
  const position = typeof track === 'string' ? draft.positions[track] : undefined
  if (automatic === true && position !== undefined && typeof track === 'string' && typeof to === 'string')
    draft.positions[track] = { ...position, barred: { ...position.barred, [to]: event.at } }
  return true
}

function pendingOf(program: Program, draft: Draft, event: Event): readonly Pending[] {
  const { track, from, reason, by, force } = event.data
  const key = typeof track === 'string' ? track : (program.tracks[0]?.key ?? 'main')
  const text = typeof reason === 'string' ? reason : null
  if (event.kind === 'ruling')
    return [
      {
        track: key,
        to: event.name,
        from: typeof from === 'string' ? from : null,
        reason: text,
        actor: actorOf(by),
        cause: 'person',
        force: force === true,
      },
    ]
  if (event.kind === 'asserted')
    return [
      {
        track: key,
        to: event.name,
        reason: text,
        actor: 'system',
        cause: by === 'import' || event.channel === 'import' ? 'import' : 'crm',
        force: true,
      },
    ]
  if (event.kind === 'merge' && event.data['undo'] !== true && isObject(event.data['positions']))
    return mergedPositions(program, draft, event.data['positions'])
  return []
}

function actorOf(by: unknown): Pending['actor'] {
  if (isObject(by)) {
    const { user, key } = by
    if (typeof user === 'string') return { user }
    if (typeof key === 'string') return { key }
  }
  return 'system'
}

/** Of two rows of one person the further stage stays; a detour that a person chose stays too. */
function mergedPositions(program: Program, draft: Draft, others: JsonObject): readonly Pending[] {
  return program.tracks.flatMap((track) => {
    const other = others[track.key]
    const own = draft.positions[track.key] ?? firstPosition
    if (
      !isObject(other) ||
      typeof other['stage'] !== 'string' ||
      other['stage'] === own.stage ||
      !track.byKey.has(other['stage'])
    )
      return []
    const chosen = (stage: StageKey | null, cause: unknown) =>
      stage !== null && cause === 'person' && track.byKey.get(stage)?.detour === true
    const order = (stage: StageKey | null) => (stage === null ? -1 : (track.orderOf.get(stage) ?? -1))
    if (chosen(own.stage, own.cause)) return []
    if (!chosen(other['stage'], other['cause']) && order(other['stage']) <= order(own.stage)) return []
    return [
      {
        track: track.key,
        to: other['stage'],
        reason: null,
        actor: 'system' as const,
        cause: 'merge' as const,
        force: true,
      },
    ]
  })
}
