import type { Tx } from '../db/transaction.ts'
import { sourceOf } from '../domain/cells.ts'
import type { Time, Transition } from '../domain/facts.ts'
import type { Advanced } from '../domain/lifecycle/advance.ts'
import { encodeState } from '../domain/lifecycle/encode.ts'
import type { ContactState } from '../domain/lifecycle/state.ts'
import { shapeOf } from '../domain/reports/shape.ts'
import type { Stamps } from '../domain/stamps.ts'
import { appendEvents } from '../features/contacts/events.ts'
import { appendTransitions, type RecordedTransition, savePositions } from '../features/contacts/ledger.ts'
import { type ContactUpdate, saveContacts, saveStates } from '../features/contacts/save-contacts.ts'
import { isWorthMark, keepMarks } from '../features/contacts/state-marks.ts'
import { markAlike } from '../features/duplicates/marks.ts'
import { appendChanges, type LedgerChange } from '../features/reports/report-changes.ts'
import { addStageCounts, type StageCount } from '../features/rollups/stage-counts.ts'
import { markForSegments } from '../features/segments/marks.ts'
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
  await keepMarks(
    client,
    updates
      .filter((update, index) => isWorthMark(outcomes[index]?.row ?? update, update, isRestated(outcomes[index])))
      .map(({ id, seq, stateKey, state }) => ({ contact: id, seq, stateKey, state })),
  )
  await appendTransitions(client, outcomes.flatMap(recordedOf), now)
  const counted = outcomes.filter(countsAnew)
  await savePositions(
    client,
    outcomes.filter(standsElsewhere).map(({ change, row, moves, advanced }) => ({
      state: advanced.state,
      nth: row.nth + moves.length,
      merged: mergedAfter(change) !== null,
    })),
  )
  await markAlike(
    client,
    outcomes.filter(isCalledOtherwise).map(({ row }) => row.id),
  )
  await markForSegments(
    client,
    outcomes.filter(isJudgedAnew).map(({ row }) => row.id),
  )
  await addStageCounts(client, lane, changedStages(counted))
  await appendChanges(client, counted.filter(changesReports).map(ledgerBefore))
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
    unplaced: mergedAfter(change) === null && isUnplaced(state),
  }
}

/** Whether a state is somebody's, and in no stage: nothing is left of one whom only an import knew that was undone. */
function isUnplaced({ positions, known, activeAt }: ContactState): boolean {
  return (known !== 0 || activeAt !== 0) && Object.values(positions).every(({ stage }) => stage === null)
}

function shownProposals(proposals: NonNullable<Advanced['proposals']>): ContactUpdate['proposals'] {
  return proposals.length === 0 ? null : proposals.map((proposal) => ({ ...proposal }))
}

/** Whether what stood for its past so far does so no more. */
function isRestated(outcome: ContactOutcome | undefined): boolean {
  return outcome?.moves.some(({ restated }) => restated !== undefined) === true
}

/** Whether only the state and what comes with it changed: so it is with most events. */
function onlyMoved(outcome: ContactOutcome | undefined, update: ContactUpdate | undefined): boolean {
  if (outcome === undefined || update === undefined || outcome.saved.state === null) return false
  const { row } = outcome
  return (
    update.version === row.version &&
    update.stateKey === row.stateKey &&
    update.floor === row.floor &&
    update.accountId === row.accountId &&
    update.lines === row.lines &&
    update.unplaced === row.unplaced &&
    update.proposals === row.proposals
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
    stamps: stampsAt(advanced, transition),
    // Moves by rows of a file are marked, and start nothing.
    imported: events.some(({ id, channel }) => channel === 'import' && id === causeOf(transition)),
  }))
}

function causeOf({ id }: Transition): string {
  return id.slice(0, id.lastIndexOf('~'))
}

function stampsAt({ stamps }: Advanced, { contact, nth }: Transition): Stamps {
  const found = stamps.get(nth)
  if (found === undefined) throw new Error(`Nothing was stamped on the transition ${contact}.${nth}.`)
  return found
}

/** Whether what lists show of where a contact stands may have changed. */
function standsElsewhere({ change, row, saved, moves, advanced }: ContactOutcome): boolean {
  if (moves.length > 0 || change.anew === true || change.mergedInto !== undefined) return true
  const before = saved.state?.positions
  if (before === undefined || row.version !== advanced.program.version) return true
  // Without a move a new cycle can begin: by a new deal, or a new employer.
  return advanced.program.tracks.some(({ key }) => before[key]?.cycle !== advanced.state.positions[key]?.cycle)
}

/** Whether whom it may be taken for can have changed: by another company, or by a merge. Its own names are marked where they are kept. */
function isCalledOtherwise({ change, row, advanced }: ContactOutcome): boolean {
  return change.mergedInto !== undefined || row.accountId !== advanced.state.account
}

/** Whether criteria can say something else of a contact now than before, beside what time alone brings. */
function isJudgedAnew({ change, events, moves, row, advanced }: ContactOutcome): boolean {
  if (events.length > 0 || moves.length > 0 || change.anew === true || change.mergedInto !== undefined) return true
  return row.stateKey !== advanced.program.stateKey || row.accountId !== advanced.state.account
}

/** Whether where a contact is counted may have changed. */
function countsAnew({ change, saved, row, moves, advanced }: ContactOutcome): boolean {
  if (moves.length > 0 || change.anew === true || change.mergedInto !== undefined) return true
  return saved.state !== null && row.version !== advanced.program.version
}

/** Whether the ledger changed, or the version by which it is counted. */
function changesReports({ change, saved, moves, advanced }: ContactOutcome): boolean {
  if (moves.length > 0 || change.anew === true || change.mergedInto !== undefined) return true
  return shapeOf(saved.program).key !== shapeOf(advanced.program).key
}

function ledgerBefore({ row, saved }: ContactOutcome): LedgerChange {
  const { id, nth, seq, mergedInto } = row
  return { contact: id, nth, seq, merged: mergedInto !== null, version: saved.program.version }
}

/** How many contacts more or fewer are in each stage. */
function changedStages(outcomes: readonly ContactOutcome[]): readonly StageCount[] {
  const changes = new Map<string, StageCount>()
  const add = (positions: ContactState['positions'] | undefined, one: 1 | -1) => {
    for (const [track, { stage }] of Object.entries(positions ?? {})) {
      if (stage === null) continue
      const key = `${track} ${stage}`
      changes.set(key, { track, stage, count: (changes.get(key)?.count ?? 0) + one })
    }
  }
  for (const { change, saved, row, advanced } of outcomes) {
    if (row.mergedInto === null) add(saved.state?.positions, -1)
    if (mergedAfter(change) === null) add(advanced.state.positions, 1)
  }
  return [...changes.values()].filter(({ count }) => count !== 0)
}
