import { isPeoplePath, type Mark, type PeopleLeaf } from '../accounts/people-leaf.ts'
import { effectiveLines } from '../accounts/people-lines.ts'
import { PresentAnswers } from '../accounts/people-present.ts'
import { placeOfLine } from '../accounts/people-truth.ts'
import { type AccountLine, comparePlaces, type Place } from '../facts.ts'
import { canonical, type JsonObject } from '../json.ts'

/** Stands before every fact of its moment, as what leaves a window does. */
const TURN_ID = '!'

interface Change {
  /** Where its line stands. */
  readonly place: Place
  apply(answers: PresentAnswers): void
}

/** An account among people who are walked together: the lines that were recorded of its own values, and the answers of its people. */
export class AccountWalk<Member> {
  readonly members = new Set<Member>()
  readonly #id: string
  readonly #lines: readonly AccountLine[]
  readonly #answers: PresentAnswers
  #next = 0
  #changes: Change[] = []
  #own: JsonObject = {}
  /** As its people know it; null before there was anything to know. */
  line: AccountLine | null = null

  constructor(leaves: readonly PeopleLeaf[], id: string, recorded: readonly AccountLine[]) {
    this.#id = id
    this.#lines = effectiveLines(recorded)
    this.#answers = new PresentAnswers(leaves)
  }

  opens(mark: Mark): void {
    this.#changes.push({ place: placeOfLine(mark.from), apply: (answers) => answers.opens(mark) })
  }

  closes(mark: Mark, until: Place): void {
    this.#changes.push({ place: placeOfLine(until), apply: (answers) => answers.closes(mark, until) })
  }

  /** The place of the next thing that may change what its people know; null: nothing will. */
  get awaits(): Place | null {
    const turn = this.#answers.turnsAt
    const own = this.#lines[this.#next]
    const places: readonly Place[] = [
      ...this.#changes.map(({ place }) => place),
      ...(turn === null ? [] : [{ at: turn, id: TURN_ID }]),
      ...(own === undefined ? [] : [own]),
    ]
    return places.reduce<Place | null>(
      (first, place) => (first === null || comparePlaces(place, first) < 0 ? place : first),
      null,
    )
  }

  /** @returns the line that stands from here on, and whom to tell; null where nothing is new */
  step(place: Place): { readonly line: AccountLine; readonly members: readonly Member[] } | null {
    const own = this.#lines[this.#next]
    if (own !== undefined && comparePlaces(own, place) === 0) {
      this.#next += 1
      this.#own = Object.fromEntries(Object.entries(own.values).filter(([path]) => !isPeoplePath(path)))
    }
    for (const change of this.#changes) if (comparePlaces(change.place, place) === 0) change.apply(this.#answers)
    this.#changes = this.#changes.filter((change) => comparePlaces(change.place, place) !== 0)
    this.#answers.settle(place.at)
    const values = { ...this.#own, ...this.#answers.values }
    if (canonical(values) === canonical(this.line?.values ?? {})) return null
    const { at, id } = place
    this.line = { is: 'account', account: this.#id, seq: (this.line?.seq ?? 0) + 1, at, id, values }
    return { line: this.line, members: [...this.members] }
  }
}
