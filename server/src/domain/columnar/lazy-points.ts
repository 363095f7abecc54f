import type { SlotOf } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import type { Draft } from '../lifecycle/draft.ts'
import { faded } from '../scoring/fading.ts'
import { windowOf } from '../scoring/score-group.ts'
import type { CodePlan } from './code-plan.ts'
import type { Addition, GroupPlan, PointsPlan, RulePlan } from './points-plan.ts'

type ScoreSlot = [points: number, at: Time, used: SlotOf['score'][2]]

interface Columns {
  readonly at: Float64Array
  readonly code: Uint32Array
}

/**
 * The points of the contact at hand. What came in is added up at once; fading and caps, which cost most of a walk, are worked out when somebody
 * asks, over the facts since the last time, in the same order and with the same arithmetic as the fold does it.
 */
export class LazyPoints {
  readonly #groups: readonly GroupPlan[]
  readonly #zone: string
  readonly #draft: Draft
  readonly #columns: Columns
  readonly #plans: readonly CodePlan[]
  /** By code: 1 where points are given. */
  readonly #giving: Uint8Array
  readonly #points: Float64Array
  readonly #since: Float64Array
  readonly #windows: Float64Array
  readonly #counts: Float64Array
  /** The slots as this has written them last: another one was emptied meanwhile. */
  readonly #own: ScoreSlot[] = []
  readonly #twinned: boolean
  #apart = false
  #dirty = false
  /** The first fact that is not in the points yet, and the first that has not happened. */
  #folded = 0
  end = 0

  constructor(zone: string, groups: readonly GroupPlan[], draft: Draft, columns: Columns, plans: readonly CodePlan[]) {
    this.#groups = groups
    this.#zone = zone
    this.#draft = draft
    this.#columns = columns
    this.#plans = plans
    this.#giving = Uint8Array.from(plans, ({ points }) => (points === null ? 0 : 1))
    this.#points = new Float64Array(groups.length)
    this.#since = new Float64Array(groups.length)
    const uses = groups.reduce((sum, { rules }) => sum + rules.filter(({ use }) => use >= 0).length, 0)
    this.#windows = new Float64Array(uses).fill(Number.NaN)
    this.#counts = new Float64Array(uses)
    this.#twinned = groups.some(({ twin, place }) => twin !== place)
    for (const { slot } of groups) {
      const fresh: ScoreSlot = [0, 0, {}]
      this.#own.push(fresh)
      draft.slots[slot] = fresh
    }
  }

  /** Begins the history of another contact. */
  begin(first: number): void {
    this.#folded = first
    this.end = first
    if (!this.#dirty) return
    this.#dirty = false
    this.#apart = false
    for (let place = 0; place < this.#groups.length; place++) this.#forget(place)
  }

  /** Takes in all facts up to `end`. */
  fold(): void {
    if (this.#folded >= this.end) return
    const { at, code } = this.#columns
    const alike = this.#twinned && !this.#apart
    let given = false
    for (let index = this.#folded; index < this.end; index++) {
      const one = code[index] as number
      const points = this.#giving[one] === 1 ? this.#plans[one]?.points : null
      if (points === null || points === undefined) continue
      given = true
      this.#add(points, alike ? points.own : points.additions, one, at[index] as number)
    }
    if (given) {
      this.#dirty = true
      this.#write(alike)
    }
    this.#folded = this.end
  }

  /** Looks which slots were emptied by others; to be called after whatever may empty any, with all folded before. */
  reload(): void {
    for (const { slot, place } of this.#groups) {
      if (this.#draft.slots[slot] === this.#own[place]) continue
      this.#part()
      this.#forget(place)
    }
  }

  #add({ timeless }: PointsPlan, additions: readonly Addition[], code: number, at: Time): void {
    const event = timeless ? null : (this.#plans[code]?.event ?? null)
    if (event !== null) event.at = at
    for (const { group, rules } of additions)
      for (const rule of rules) {
        if (event !== null && !rule.timeless && !rule.matches(event, at)) continue
        this.#give(group, rule, at)
        if (group.first) break
      }
  }

  #give({ place, cap, halfLife }: GroupPlan, { per, times, use, points }: RulePlan, at: Time): void {
    if (per !== null) {
      const window = windowOf(per, this.#zone, at)
      const count = this.#windows[use] === window ? (this.#counts[use] ?? 0) : 0
      if (count >= times) return
      this.#windows[use] = window
      this.#counts[use] = count + 1
    }
    const present = faded(this.#points[place] ?? 0, this.#since[place] ?? 0, at, halfLife)
    const full = present + points
    this.#points[place] = cap !== null && points > 0 ? Math.max(present, Math.min(full, cap)) : full
    this.#since[place] = at
  }

  #write(alike: boolean): void {
    for (const { place, twin } of this.#groups) {
      const slot = this.#own[place]
      if (slot === undefined) continue
      const from = alike ? twin : place
      slot[0] = this.#points[from] ?? 0
      slot[1] = this.#since[from] ?? 0
    }
  }

  /** From the first emptying on twins go their own ways, from where they stood together. */
  #part(): void {
    if (this.#apart) return
    this.#apart = true
    this.#dirty = true
    for (const { place, twin, rules } of this.#groups) {
      if (twin === place) continue
      this.#points[place] = this.#points[twin] ?? 0
      this.#since[place] = this.#since[twin] ?? 0
      for (const [index, { use }] of rules.entries()) {
        const other = this.#groups[twin]?.rules[index]?.use ?? -1
        if (use < 0) continue
        this.#windows[use] = this.#windows[other] ?? Number.NaN
        this.#counts[use] = this.#counts[other] ?? 0
      }
    }
  }

  #forget(place: number): void {
    const group = this.#groups[place]
    if (group === undefined) return
    this.#points[place] = 0
    this.#since[place] = 0
    for (const { use } of group.rules) if (use >= 0) this.#windows[use] = Number.NaN
    const slot = this.#own[place]
    if (slot === undefined) return
    slot[0] = 0
    slot[1] = 0
    this.#draft.slots[group.slot] = slot
  }
}
