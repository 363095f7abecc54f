import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BEGIN, timeline } from '../../testing/histories.ts'
import { type Happening, LiveContacts } from '../../testing/live-contacts.ts'
import { essence, foldedAnew } from '../../testing/lives.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'
import { type Cells, cellChanges, cells } from '../cells.ts'
import { DAY } from '../duration.ts'
import type { Time } from '../facts.ts'
import { reproduce } from './replay.ts'

const PEOPLE = ['a', 'b'] as const

interface Told {
  readonly event: Happening
  readonly who: 'a' | 'b'
  /** 0: it happened live; else the part of the file that it stands in. */
  readonly part: 0 | 1 | 2
}

/** When which happens, as counts of the events that went before. */
interface Plan {
  readonly read: readonly [number, number]
  readonly merge: number
  readonly part: number
  readonly undo: number
}

const plans: fc.Arbitrary<Plan> = fc.record({
  read: fc.tuple(fc.nat(8), fc.nat(14)),
  merge: fc.nat(16),
  part: fc.nat(24),
  undo: fc.integer({ min: 14, max: 20 }),
})
const histories = lifecycles.chain((lifecycle) =>
  fc.record({
    program: fc.constant(lifecycle.program),
    told: timeline(lifecycle.program, 20).chain((events) =>
      fc.tuple(
        ...events
          // What people decide they decide by what they see: without the file they would have decided otherwise.
          .filter(({ kind }) => kind !== 'ruling')
          .map((event) =>
            fc.record<Told>({
              event: fc.constant(event),
              who: fc.constantFrom(...PEOPLE),
              part: fc.constantFrom<Told['part'][]>(0, 0, 1, 2),
            }),
          ),
      ),
    ),
    plan: plans,
  }),
)

/** A life with a file that is read and undone, beside one that never knew the file. */
class TwoLives {
  readonly live: LiveContacts
  readonly control: LiveContacts
  readonly now: Time
  readonly #plan: Plan
  readonly #rows: readonly Told[]
  readonly #ids = new Set<string>()

  constructor(program: ConstructorParameters<typeof LiveContacts>[0], told: readonly Told[], plan: Plan) {
    this.live = new LiveContacts(program)
    this.control = new LiveContacts(program)
    this.#plan = plan
    this.#rows = told.filter(({ part }) => part !== 0)
    this.#both((contacts) => {
      for (const id of PEOPLE) contacts.take(id, [{ kind: 'page', at: BEGIN - DAY }], BEGIN - DAY)
    })
    let now = BEGIN
    for (const [step, { event, who }] of told.filter(({ part }) => part === 0).entries()) {
      now = Math.max(event.at, now + 5)
      this.#during(step, now)
      this.#both((contacts) => contacts.take(who, [{ ...event, at: now }], now))
    }
    for (let step = told.length - this.#rows.length; step <= 25; step++) {
      now += 5
      this.#during(step, now)
    }
    this.now = now + 30 * DAY
    this.#both((contacts) => {
      for (const id of PEOPLE) contacts.wake(id, this.now)
    })
  }

  #both(act: (contacts: LiveContacts) => void): void {
    for (const contacts of [this.live, this.control]) act(contacts)
  }

  #during(step: number, now: Time): void {
    // What time brings comes in time, so that it does not depend on when somebody looked.
    this.#both((contacts) => {
      for (const id of PEOPLE) contacts.wake(id, now)
    })
    const { read, merge, part, undo } = this.#plan
    if (step === read[0]) this.#read(1, now)
    if (step === merge) this.#both((contacts) => contacts.merge('a', 'b', now))
    if (step === read[1]) this.#read(2, now)
    if (step === undo) this.live.undoImport('file', this.#ids, now)
    if (step === part) this.#both((contacts) => contacts.undoMerge('a', 'b', now))
  }

  /** Its rows tell of what was up to now, before and after what is known. */
  #read(part: 1 | 2, now: Time): void {
    for (const id of PEOPLE) {
      const rows = this.#rows.filter((one) => one.part === part && one.who === id && one.event.at <= now)
      const happenings = rows.map(({ event }) => event)
      if (rows.length > 0) for (const event of this.live.take(id, happenings, now)) this.#ids.add(event)
    }
  }
}

/** The moves that stand, whatever the events behind them are called. */
const standing = (contacts: LiveContacts, id: string) =>
  contacts
    .row(id)
    .transitions.filter(({ voidedBy }) => voidedBy === null)
    .map(({ at, from, to, cause, cycle, level, reason, rule }) => ({ at, from, to, cause, cycle, level, reason, rule }))

function unproved(contacts: LiveContacts, id: string) {
  return contacts
    .row(id)
    .transitions.filter((one) => !reproduce(contacts.program(one.version), contacts.library, one).reproduced)
}

/** Whether a merge came when the file had been read: what is decided anew then knows both rows, as what was decided before did not. */
const mergedWithin = ({ merge, read, undo }: Plan) => merge >= Math.min(...read) && merge <= undo

describe('undoing an import', () => {
  test('gives what would have been without it', () => {
    fc.assert(
      fc.property(histories, ({ program, told, plan }) => {
        fc.pre(!mergedWithin(plan))
        const { live, control } = new TwoLives(program, told, plan)
        for (const id of PEOPLE) {
          expect(standing(live, id)).toEqual(standing(control, id))
          if (live.row(id).mergedInto === null)
            expect(essence(live.state(live.row(id)))).toBe(essence(control.state(control.row(id))))
          expect(unproved(live, id)).toEqual([])
        }
        expect([...live.rollup].sort()).toEqual([...control.rollup].sort())
      }),
      { numRuns: 60 },
    )
  })

  test('across a merge leaves nothing that the file said, and every recorded move can be proved', () => {
    fc.assert(
      fc.property(histories, ({ program, told, plan }) => {
        fc.pre(mergedWithin(plan))
        const { live, control, now } = new TwoLives(program, told, plan)
        let counted: Cells = new Map()
        for (const id of PEOPLE) {
          expect(unproved(live, id)).toEqual([])
          if (live.row(id).mergedInto !== null) continue
          const [state, without] = [live.state(live.row(id)), control.state(control.row(id))]
          expect([state?.known, state?.activeAt, state?.account]).toEqual([
            without?.known,
            without?.activeAt,
            without?.account,
          ])
          const anew = foldedAnew(live, id, now)
          expect(anew.moves).toEqual([])
          expect(essence(anew.state)).toBe(essence(state))
          counted = cellChanges(
            new Map([...counted].map(([key, count]) => [key, -count])),
            cells(program, anew.state, false),
          )
        }
        expect([...live.rollup].sort()).toEqual([...counted].sort())
      }),
      { numRuns: 60 },
    )
  })
})
