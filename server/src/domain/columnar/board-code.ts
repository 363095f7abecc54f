import type { BoundLeaf } from '../criteria/criterion.ts'
import type { Time } from '../facts.ts'
import type { ContactState } from '../lifecycle/state.ts'
import type { BoundTree } from '../lifecycle/tree.ts'
import type { Needs } from './needs.ts'
import { bitOf } from './relevance-bits.ts'
import { readsOfReader } from './tree-reads.ts'
import { ASK, type LazyState, NO, type Truth, truthOf } from './truth.ts'

/** Looks at those rules of a board whose bits are set, in their order, and gives the place of the first that holds or may by time; -1 for none. */
export type BoardCode = (asked: number, now: Time) => number

/** Added to the place of a rule that does not hold now but may by time. */
export const MAY = 64

export interface Surroundings {
  readonly lazy: LazyState
  readonly needs: Needs
}

/**
 * The rules of a board as one function over the slots of the contact at hand. Only numbers that this file made, and names that it chose, are part
 * of the text: what a document says is reached through objects that are handed in.
 */
export function boardCode(
  rules: readonly { readonly trees: readonly (BoundTree | null)[]; readonly truth: Truth }[],
  { lazy, needs }: Surroundings,
): BoardCode {
  const text = new Text(lazy)
  const lines = rules.map(({ trees, truth }, place) => {
    const given = trees.filter((tree) => tree !== null)
    const plain = given.map((tree) => text.plain(tree, true))
    const test = plain.every((part) => part !== null)
      ? `if (${plain.length === 0 ? 'true' : plain.join(' && ')}) return ${place}`
      : `{ const truth = ${text.handIn(truth)}(now); if (truth !== ${NO}) return truth === ${ASK} ? ${place + MAY} : ${place} }`
    return `if ((asked & ${bitOf(place)}) !== 0) ${test}`
  })
  const body = `"use strict";
const slots = state.slots
${text.declarations.join('\n')}
return (asked, now) => {
${lines.join('\n')}
return -1
}`
  return new Function('state', 'needs', 'fold', 'given', body)(
    lazy.state,
    needs,
    () => lazy.fold(),
    text.given,
  ) as BoardCode
}

/** Most answers that are remembered of one leaf. */
const REMEMBERED = 100_000

/** The answers of a leaf that rests on one value alone, by that value: titles and accounts come again and again. */
function remembering(leaf: Pick<BoundLeaf, 'test'>, state: ContactState): (on: unknown) => boolean {
  const answers = new Map<unknown, boolean>()
  return (on) => {
    const value: unknown = Array.isArray(on) ? on[0] : on
    // Lists and objects that an event brings are other ones each time.
    if (value !== on && typeof value === 'object' && value !== null) return leaf.test(state, 0)
    const known = answers.get(value)
    if (known !== undefined) return known
    const answer = leaf.test(state, 0)
    if (answers.size >= REMEMBERED) answers.clear()
    answers.set(value, answer)
    return answer
  }
}

/** Gathers the text of a board. */
class Text {
  readonly declarations: string[] = []
  /** What the text reaches by number. */
  readonly given: unknown[] = []
  readonly #lazy: LazyState

  constructor(lazy: LazyState) {
    this.#lazy = lazy
  }

  handIn(value: Truth | Omit<BoundLeaf, 'absent'> | object): string {
    const name = `given${this.given.push(value) - 1}`
    this.declarations.push(`const ${name} = given[${this.given.length - 1}]`)
    return name
  }

  /** An expression for what holds or not, and time has no say in it; null where that is not so. */
  plain({ form }: BoundTree, wanted: boolean): string | null {
    switch (form.op) {
      case 'not':
        return this.plain(form.part, !wanted)
      case 'leaf':
        return this.#leaf(form, wanted)
      default: {
        const parts = form.parts.map((part) => this.plain(part, wanted))
        if (parts.some((part) => part === null)) return null
        const and = (form.op === 'all') === wanted
        return parts.length === 0 ? String(and) : `(${parts.join(and ? ' && ' : ' || ')})`
      }
    }
  }

  #leaf({ leaf, scores }: Extract<BoundTree['form'], { op: 'leaf' }>, wanted: boolean): string | null {
    if (leaf.awaits === undefined || leaf.awaits.includes(wanted)) return null
    const holds = scores.some((reader) => readsOfReader(reader).scores.size > 0)
      ? this.#points(leaf)
      : this.#simple(leaf)
    return wanted ? holds : `!${holds}`
  }

  #points(leaf: Omit<BoundLeaf, 'absent'>): string {
    const met = (leaf.needs ?? []).map((needed) => {
      const need = this.#lazy.need(needed)
      return `needs.sums[${need}] >= needs.least[${need}]`
    })
    return `(${[...met, `(fold(), ${this.handIn(leaf)}.test(state, now))`].join(' && ')})`
  }

  #simple(leaf: Omit<BoundLeaf, 'absent'>): string {
    const { basis } = leaf
    if (basis?.rests === 'count') return this.#count(basis)
    const name = this.handIn(leaf)
    if (basis === undefined) return `${name}.test(state, now)`
    const on = basis.on === 'line' ? 'state.line' : `slots[${basis.on}]`
    if (basis.rests === 'without') {
      const empty = basis.on === 'line' ? 'null' : this.handIn(this.#lazy.state.slots[basis.on] as object)
      return `(${on} !== ${empty} && ${name}.test(state, now))`
    }
    const [last, answer, ask] = [`last${name}`, `answer${name}`, `ask${name}`]
    this.declarations.push(
      `let ${last}, ${answer} = false`,
      `const ${ask} = () => { ${last} = ${on}; return ${answer} = ${this.handIn(remembering(leaf, this.#lazy.state))}(${on}) }`,
    )
    return `(${on} === ${last} ? ${answer} : ${ask}())`
  }

  #count({ slot, least, most }: { readonly slot: number; readonly least: number; readonly most: number }): string {
    const limits = [
      ...(least > 0 ? [`slots[${slot}][0] >= ${Number(least)}`] : []),
      ...(Number.isFinite(most) ? [`slots[${slot}][0] <= ${Number(most)}`] : []),
    ]
    return limits.length === 0 ? 'true' : `(${limits.join(' && ')})`
  }
}

/** A tree's truth, for trees that the text leaves to it. */
export function truthOfAll(trees: readonly (BoundTree | null)[], lazy: LazyState): Truth {
  const parts = trees.flatMap((tree) => (tree === null ? [] : [truthOf(tree, lazy)]))
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  return (now) => {
    for (const part of parts) {
      const truth = part(now)
      if (truth !== 1) return truth
    }
    return 1
  }
}
