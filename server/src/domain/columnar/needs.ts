import type { PointsNeeded } from '../criteria/criterion.ts'
import type { CodePlan } from './code-plan.ts'

/**
 * Whether points that something needs have come in: sums of what events give at most, before caps and fading. Most contacts never come near a
 * threshold, and for them no point has to be worked out.
 */
export class Needs {
  readonly #needed: PointsNeeded[] = []
  readonly #names = new Map<string, number>()
  /** By number, what is needed and what came in. */
  least = new Float64Array(0)
  sums = new Float64Array(0)
  /** By code and need, what a fact gives. */
  #gains = new Float64Array(0)

  /** The number of a question; all are asked before `prepare`. */
  number(needed: PointsNeeded): number {
    const name = JSON.stringify(needed)
    const known = this.#names.get(name)
    if (known !== undefined) return known
    const number = this.#needed.push(needed) - 1
    this.#names.set(name, number)
    return number
  }

  prepare(plans: readonly CodePlan[]): void {
    const count = this.#needed.length
    this.least = Float64Array.from(this.#needed, ({ least }) => least)
    this.sums = new Float64Array(count)
    this.#gains = new Float64Array(count * plans.length)
    for (const [code, { points }] of plans.entries())
      for (const { group, rules } of points?.additions ?? []) {
        const most = rules.reduce((sum, rule) => sum + Math.max(0, rule.points), 0)
        for (const [number, { slots }] of this.#needed.entries())
          if (slots.includes(group.slot))
            this.#gains[code * count + number] = (this.#gains[code * count + number] ?? 0) + most
      }
  }

  begin(): void {
    this.sums.fill(0)
  }

  gain(code: number): void {
    const sums = this.sums
    const gains = this.#gains
    const first = code * sums.length
    for (let number = 0; number < sums.length; number++)
      sums[number] = (sums[number] as number) + (gains[first + number] as number)
  }

  isMet(number: number): boolean {
    return (this.sums[number] as number) >= (this.least[number] as number)
  }
}
