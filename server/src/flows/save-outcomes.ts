import type { Tx } from '../db/transaction.ts'
import { cellChanges, cells, sourceOf } from '../domain/cells.ts'
import type { Time, Transition } from '../domain/facts.ts'
import type { Advanced } from '../domain/lifecycle/advance.ts'
import { encodeState } from '../domain/lifecycle/encode.ts'
import { stampsOf } from '../domain/stamps.ts'
import { appendEvents } from '../features/contacts/events.ts'
import { appendTransitions, type RecordedTransition, savePositions } from '../features/contacts/ledger.ts'
import { type ContactUpdate, saveContacts, saveStates } from '../features/contacts/save-contacts.ts'
import { addCells } from '../features/rollups/add-cells.ts'
import { type ContactChange, type ContactOutcome, mergedAfter } from './group-changes.ts'

export interface SaveOptions {
  readonly now: Time
  /** The rollup lane of the writer. */
  readonly lane: number
}

/** Writes what came of a group: events, states, transitions, positions, and what it changes in the reports. */
export async function saveOutcomes(
  client: Tx,
  outcomes: readonly ContactOutcome[],
  { now, lane }: SaveOptions,
): Promise<void> {
  await appendEvents(
    client,
    outcomes.flatMap(({ events }) => events),
  )
  const updates = outcomes.map(updateOf)
  await saveStates(
    client,
    updates.filter((_, index) => onlyMoved(outcomes[index], updates[index])),
  )
  await saveContacts(
    client,
    updates.filter((_, index) => !onlyMoved(outcomes[index], updates[index])),
  )
  await appendTransitions(client, outcomes.flatMap(recordedOf), now)
  const counted = outcomes.filter(countsAnew)
  await savePositions(
    client,
    counted.map(({ change, row, moves, advanced }) => ({
      state: advanced.state,
      nth: row.nth + moves.length,
      merged: mergedAfter(change) !== null,
    })),
  )
  await addCells(client, lane, changedCells(counted))
}

function updateOf({ change, row, events, moves, advanced, saw }: ContactOutcome): ContactUpdate {
  const { state, program, proposals } = advanced
  return {
    id: row.id,
    seq: row.seq + events.length,
    nth: row.nth + moves.length,
    state: encodeState(program, state),
    stateKey: program.stateKey,
    decisionKey: program.decisionKey,
    version: program.version,
    floor: advanced.floor,
    wakeAt: mergedAfter(change) === null ? wakeAtOf(change, advanced) : null,
    accountId: state.account,
    lines: saw.lines,
    known: state.known,
    source: sourceOf(program, state),
    proposals: proposals === null ? row.proposals : shownProposals(proposals),
  }
}

function shownProposals(proposals: NonNullable<Advanced['proposals']>): ContactUpdate['proposals'] {
  return proposals.length === 0 ? null : proposals.map((proposal) => ({ ...proposal }))
}

/** Whether only the state and what counts with it changed: so it is with most events. */
function onlyMoved(outcome: ContactOutcome | undefined, update: ContactUpdate | undefined): boolean {
  if (outcome === undefined || update === undefined || outcome.saved.state === null) return false
  const { row, saved } = outcome
  return (
    update.version === row.version &&
    update.stateKey === row.stateKey &&
    update.floor === row.floor &&
    update.accountId === row.accountId &&
    update.lines === row.lines &&
    update.proposals === row.proposals &&
    update.known === saved.state?.known &&
    update.source === row.source
  )
}

/**
 * A wake that comes too early only looks again, so a stored one is moved earlier but not later: the index is spared.
 * One that was due and looked at is over, whatever came of it: else it would be due for ever.
 */
function wakeAtOf({ row, until = 0 }: ContactChange, { wakeAt, state }: Advanced): Time | null {
  const before = Math.max(state.upTo.at + 1, until)
  const stays = row.wakeAt !== null && row.wakeAt >= before && (wakeAt === null || row.wakeAt <= wakeAt)
  return stays ? row.wakeAt : wakeAt
}

function recordedOf({ events, moves, advanced }: ContactOutcome): readonly RecordedTransition[] {
  return moves.map((transition) => ({
    transition,
    stamps: stampsOf(advanced.program, advanced.state, transition.at),
    // Moves by rows of a file are marked, and start nothing.
    imported: events.some(({ id, channel }) => channel === 'import' && id === causeOf(transition)),
  }))
}

function causeOf({ id }: Transition): string {
  return id.slice(0, id.lastIndexOf('~'))
}

/** Whether a contact's place in lists and reports may have changed. */
function countsAnew({ change, saved, row, moves, advanced }: ContactOutcome): boolean {
  if (moves.length > 0 || change.anew === true || change.mergedInto !== undefined) return true
  if (saved.state === null) return false
  return (
    row.version !== advanced.program.version ||
    sourceOf(saved.program, saved.state) !== sourceOf(advanced.program, advanced.state)
  )
}

function changedCells(outcomes: readonly ContactOutcome[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>()
  for (const { change, saved, row, advanced } of outcomes) {
    const before =
      saved.state === null ? new Map<string, number>() : cells(saved.program, saved.state, row.mergedInto !== null)
    const after = cells(advanced.program, advanced.state, mergedAfter(change) !== null)
    for (const [key, count] of cellChanges(before, after)) sum.set(key, (sum.get(key) ?? 0) + count)
  }
  return new Map([...sum].filter(([, count]) => count !== 0))
}
