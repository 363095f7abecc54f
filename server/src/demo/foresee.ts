import { type AccountLine, type Event, NAMED_BY, type Time, type Transition } from '../domain/facts.ts'
import { EVERYTHING, knownHistory } from '../domain/history.ts'
import type { JsonObject } from '../domain/json.ts'
import { readLifecycle } from '../domain/lifecycle/document.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { refold } from '../domain/lifecycle/refold.ts'
import type { EventKind } from '../domain/vocabulary.ts'
import type { Account } from './accounts.ts'
import { demoLifecycle } from './lifecycle.ts'
import { byTime, type DemoEvent, type Story } from './story.ts'

/** Tells which moves Ripen will make of a story: sales must know on which day it is handed whom. */
export type Foresee = (story: Story, until: Time) => readonly Transition[]

/** The engine itself on the demo's lifecycle; what Ripen looks up at intake is known here by construction. */
export function createForesight(): Foresee {
  const read = readLifecycle(demoLifecycle, 1, {})
  if ('faults' in read) throw new Error(`The lifecycle of the demo is not valid: ${JSON.stringify(read.faults)}`)
  const { program } = read.compiled
  const known = new WeakMap<
    Story,
    { readonly size: number; readonly until: Time; readonly moves: readonly Transition[] }
  >()
  return (story, until) => {
    // A story only grows, so that its size says whether it was looked at already.
    const size = story.events.length + story.shared.length
    const before = known.get(story)
    if (before?.size === size && before.until === until) return before.moves
    const moves = foresee(program, story, until)
    known.set(story, { size, until, moves })
    return moves
  }
}

function foresee(program: Program, story: Story, until: Time): readonly Transition[] {
  const { account, id, kind } = story.person
  const emailKind = account !== null || kind === 'rival' ? 'corporate' : kind === 'student' ? 'education' : 'free'
  const told = [...story.events, ...story.shared].filter(({ at }) => at < until).sort(byTime)
  const events = told.map((event, index) => asFact(event, id, index + 1, emailKind))
  const membership = account === null ? [] : [joins(account, told[0]?.at ?? 0, id)]
  const known = knownHistory(
    {
      books: new Map([[id, { contact: id, events: [...membership, ...events], transitions: [] }]]),
      lines: new Map(account === null ? [] : [[account.id, [lineOf(account)]]]),
    },
    id,
    EVERYTHING,
  )
  return refold(program, id, known, { until, saw: { seq: events.length, lines: {} }, nth: 0, floor: null }).moves
}

function asFact(event: DemoEvent, contact: string, seq: number, emailKind: string): Event {
  const { at, data = {}, kind, name = '', userId } = event
  const names = userId === undefined ? 0 : NAMED_BY.user
  const stamp: JsonObject = kind === 'traits' ? { email_kind: emailKind } : {}
  return { ...placed(contact, at, seq), kind: kind as EventKind, name, data, names, stamp, channel: 'server' }
}

function joins({ id }: Account, at: Time, contact: string): Event {
  const data = { account: id, role: null }
  return { ...placed(contact, at, 0), kind: 'membership', name: '', data, names: 0, stamp: {}, channel: 'app' }
}

function placed(contact: string, at: Time, seq: number) {
  const id = `e${String(seq).padStart(6, '0')}`
  return { is: 'event' as const, contact, cameBy: null, at, id, seq, receivedAt: at }
}

/** Its deals are left out: only the rare colleague who asks on the day of a deal would be judged otherwise. */
function lineOf({ id, domain, employees }: Account): AccountLine {
  return { is: 'account', account: id, seq: 1, at: 0, id: 'a1', values: { domain, employees } }
}
