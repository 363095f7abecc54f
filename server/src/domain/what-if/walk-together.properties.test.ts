import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeline } from '../../testing/histories.ts'
import { nextTurn } from '../../testing/live-accounts.ts'
import { LiveContacts } from '../../testing/live-contacts.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'
import { DAY } from '../duration.ts'
import type { JsonObject } from '../json.ts'
import { readsPeople } from '../lifecycle/program.ts'
import { moveCause } from './moves.ts'
import { walkTogether } from './walk-together.ts'

const companies = lifecycles
  .filter(({ program }) => readsPeople(program))
  .chain((lifecycle) =>
    fc.record({
      lifecycle: fc.constant(lifecycle),
      people: fc.array(timeline(lifecycle.program, 12), { minLength: 2, maxLength: 4 }),
      employees: fc.array(fc.constantFrom(10, 900), { maxLength: 2 }),
    }),
  )

test('people who are walked together make the moves that they make live where no line is late', () => {
  let resting = 0
  fc.assert(
    fc.property(companies, ({ lifecycle: { program }, people, employees }) => {
      const contacts = new LiveContacts(program)
      const begin = Math.min(...people.map(([first]) => first?.at ?? 0))
      const ids = people.map((_, index) => `p${index}`)
      for (const id of ids)
        contacts.take(id, [{ kind: 'membership', data: { account: 'acme' }, at: begin - 1 }], begin - 1)
      const happened = [
        ...people.flatMap((events, index) => events.map((event) => ({ at: event.at, who: `p${index}`, event }))),
        ...employees.map((count, index) => ({ at: begin + (index + 1) * 3 * DAY, values: { employees: count } })),
      ].sort((a, b) => a.at - b.at)
      const present = new Present(contacts, ids)
      for (const one of happened) {
        present.passTime(one.at)
        if ('event' in one) contacts.take(one.who, [one.event], one.at)
        else present.line(one.at, one.values)
        present.settle(one.at)
      }
      const until = (happened.at(-1)?.at ?? begin) + 20 * DAY
      present.passTime(until)
      // Lifecycles that run in a circle move somebody at every turn, and say nothing more by it.
      fc.pre(present.steps < MOST_STEPS)
      const walked = walkTogether(program, contacts.library, ids, { until })
      for (const id of ids) {
        const [live, again] = [contacts.row(id).transitions, walked.get(id)?.moves ?? []].map((moves) =>
          moves.map((one) => `${one.at} ${one.track} ${one.to} ${moveCause(one)}`),
        )
        expect(again).toEqual(live)
      }
      if ([...(contacts.lines.get('acme') ?? [])].some(({ values }) => Object.keys(values).some(isAnswer))) resting += 1
    }),
    { numRuns: 60 },
  )
  expect(resting).toBeGreaterThan(5)
}, 60_000)

const MOST_STEPS = 150

const isAnswer = (path: string) => path.startsWith('people:')

/** A Ripen that never lags: every wake and every turn of an account is carried out at its own moment. */
class Present {
  readonly #contacts: LiveContacts
  readonly #ids: readonly string[]
  #now = 0
  steps = 0

  constructor(contacts: LiveContacts, ids: readonly string[]) {
    this.#contacts = contacts
    this.#ids = ids
  }

  line(at: number, values: JsonObject): void {
    const answers = this.#contacts.lines.get('acme')?.at(-1)?.values ?? {}
    const kept = Object.fromEntries(Object.entries(answers).filter(([path]) => isAnswer(path)))
    this.#contacts.line('acme', at, { ...values, ...kept })
  }

  /** Everybody reads what is new, as far as it happened up to this moment. */
  settle(at: number): void {
    this.#now = at
    for (let rounds = 0; rounds < 30; rounds++) {
      const fresh = this.#contacts.foldAccounts(at + 1)
      for (const id of this.#ids) this.#contacts.wake(id, at)
      if (!fresh && rounds > 0) return
    }
  }

  passTime(limit: number): void {
    for (;;) {
      const wakes = this.#ids.flatMap((id) => this.#contacts.row(id).wakeAt ?? [])
      const turn = nextTurn(this.#contacts.company, this.#now + 1)
      const next = Math.min(...wakes, turn ?? Number.POSITIVE_INFINITY)
      if (next >= limit || ++this.steps > MOST_STEPS) return
      if (turn === next) this.settle(next)
      for (const id of this.#ids)
        if ((this.#contacts.row(id).wakeAt ?? Number.POSITIVE_INFINITY) <= next) this.#contacts.wake(id, next + 1)
      this.settle(next)
    }
  }
}
