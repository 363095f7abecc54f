import { type Cells, cellChanges, cells } from '../domain/cells.ts'
import type { Time, Transition } from '../domain/facts.ts'
import { EVERYTHING, knownHistory } from '../domain/history.ts'
import { canonical } from '../domain/json.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { refold } from '../domain/lifecycle/refold.ts'
import { driftOf, reproduce } from '../domain/lifecycle/replay.ts'
import type { ContactState } from '../domain/lifecycle/state.ts'
import { BEGIN, type Step } from './histories.ts'
import { LiveContacts } from './live-contacts.ts'

/** Lets steps happen one after the other; the next begins when the one before is done. */
export function live(programs: readonly Program[], steps: readonly Step[]): { contacts: LiveContacts; now: Time } {
  const contacts = new LiveContacts(programs[0] as Program)
  let now = BEGIN
  for (const step of steps) {
    now += step.gap
    carryOut(contacts, programs, step, now)
    for (const { saved, id } of contacts.rows.values())
      if (saved !== null) now = Math.max(now, contacts.state(contacts.row(id))?.upTo.at ?? 0)
  }
  now += 1
  wakeAll(contacts, now)
  // A move can bring a line, and a line a move; what an account's people answer never rests on what it brings.
  for (let rounds = 0; rounds < 50 && contacts.foldAccounts(now); rounds++) {
    for (const { id, saved } of contacts.rows.values())
      if (saved !== null) now = Math.max(now, (contacts.state(contacts.row(id))?.upTo.at ?? 0) + 1)
    wakeAll(contacts, now)
  }
  return { contacts, now }
}

function wakeAll(contacts: LiveContacts, now: Time): void {
  for (const { id, saved, mergedInto } of contacts.rows.values())
    if (saved !== null && mergedInto === null) contacts.wake(id, now)
}

function carryOut(contacts: LiveContacts, programs: readonly Program[], step: Step, now: Time): void {
  switch (step.do) {
    case 'take': {
      const events = step.events.map(([event, late]) => ({ ...event, at: Math.max(1, now - late) }))
      contacts.take(step.who, events, now)
      return
    }
    case 'wake':
      contacts.wake(step.who, now)
      return
    case 'ask':
      contacts.ask(step.who, now - step.late)
      return
    case 'line': {
      contacts.line(step.account, now - step.late, step.values)
      wakeAll(contacts, now)
      return
    }
    case 'fold':
      if (contacts.foldAccounts(now)) wakeAll(contacts, now)
      return
    case 'void': {
      const standing = contacts
        .row(contacts.survivorOf(step.who))
        .transitions.filter(({ voidedBy }) => voidedBy === null)
      const mistake = standing.at(-1 - step.back)
      if (mistake !== undefined) contacts.void(step.who, mistake.nth, now)
      return
    }
    case 'merge':
      contacts.merge('a', 'b', now)
      return
    case 'undo':
      contacts.undoMerge('a', 'b', now)
      return
    case 'publish': {
      const next = programs[1 + (step.which % Math.max(1, programs.length - 1))]
      if (next !== undefined) contacts.publish(renumbered(next, contacts.versions.length + 1), now, step.restates)
    }
  }
}

function renumbered(program: Program, version: number): Program {
  return { ...program, version }
}

/** What of a state a decision can rest upon, as text. */
export function essence(state: ContactState | null): string {
  if (state === null) return ''
  const { known, activeAt, account, positions, slots, line } = state
  return canonical({ known, activeAt, account, positions, slots, line: line?.values ?? null })
}

/** Moves without what was known when they were decided. */
export function movesOf(transitions: readonly Transition[]): string {
  return canonical(transitions.map(({ saw: _saw, nth: _nth, version: _version, floor: _floor, ...move }) => move))
}

/** A contact's history folded anew with the ledger as it stands. */
export function foldedAnew(contacts: LiveContacts, id: string, now: Time) {
  const row = contacts.row(id)
  return refold(contacts.head, id, knownHistory(contacts.library, id, EVERYTHING), {
    until: now,
    saw: { seq: row.events.length, lines: {} },
    nth: row.transitions.length,
    floor: row.floor,
  })
}

/** Most transitions of one row that are proved: a lifecycle that runs in a circle makes hundreds. */
const MOST_PROVED = 25

function sampleOf<T>(all: readonly T[]): readonly T[] {
  const step = Math.ceil(all.length / MOST_PROVED)
  return all.filter((_one, index) => index % step === 0)
}

/** What is wrong with a life: states that a fold of everything does not give, transitions that cannot be proved, drift without a cause, wrong reports. */
export function checkLife(programs: readonly Program[], steps: readonly Step[]): readonly string[] {
  const { contacts, now } = live(programs, steps)
  const wrong: string[] = []
  let counted: Cells = new Map()
  for (const row of contacts.rows.values()) {
    for (const transition of sampleOf(row.transitions)) {
      const { reproduced, found } = reproduce(contacts.program(transition.version), contacts.library, transition)
      if (!reproduced) wrong.push(`not reproduced: ${canonical(transition)} found ${canonical(found)}`)
    }
    if (row.mergedInto !== null || row.saved === null) continue
    const anew = foldedAnew(contacts, row.id, now)
    if (anew.moves.length > 0) wrong.push(`moves on folding anew: ${movesOf(anew.moves)}`)
    const [live, folded] = [essence(contacts.state(row)), essence(anew.state)]
    if (live !== folded) wrong.push(`state of ${row.id}: ${live} folded ${folded}`)
    const drift = driftOf(contacts.head, contacts.library, row.id, now, row.floor)
    if (drift.unexplained > 0) wrong.push(`unexplained drift of ${row.id}: ${drift.unexplained}`)
    counted = cellChanges(
      new Map([...counted].map(([key, count]) => [key, -count])),
      cells(contacts.head, anew.state, false),
    )
  }
  if (canonical([...contacts.rollup].sort()) !== canonical([...counted].sort()))
    wrong.push(`reports: ${canonical([...contacts.rollup].sort())} counted ${canonical([...counted].sort())}`)
  return wrong
}
