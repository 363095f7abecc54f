import { isAlias, visit } from 'yaml'
import { aliasesOf, type Found, nodeAt, type Opened, openText, propsStart, rangeOf } from './opened.ts'
import { type Splice, spliced } from './splices.ts'
import type { Path, Value } from './value.ts'
import { writeFlow } from './write-yaml.ts'

export interface Tied {
  /** A place whose value, and that of all that it lies in, is about to change. */
  readonly changing: Path
  /** A place whose text is about to be written anew or moved. */
  readonly rewritten: Path | null
  /** Whether aliases within it are written out as well, for text that moves. */
  readonly moves: boolean
}

const MOST_STEPS = 500

/**
 * Makes a place stand for itself, so that a change there changes nothing elsewhere: an alias on the way to it is
 * written out, and an anchor that others use goes over to the first of them.
 */
export function untie(text: string, tied: Tied): string {
  let present = text
  for (let step = 0; step < MOST_STEPS; step++) {
    const opened = openText(present)
    const splices = opened === null ? null : nextStep(opened, tied)
    if (splices === null) return present
    present = spliced(present, splices)
  }
  return present
}

function nextStep(opened: Opened, { changing, rewritten, moves }: Tied): readonly Splice[] | null {
  const users = aliasesOf(opened)
  if (users.length === 0) return null
  const above: readonly Path[] = [...changing.map((_, index) => changing.slice(0, index)), changing]
  const way: Found[] = []
  for (const path of above) {
    const node = nodeAt(opened, path)
    if (node === null) continue
    if (isAlias(node)) return [writtenOut(opened, node)]
    way.push(node)
  }
  const part = rewritten === null ? null : nodeAt(opened, rewritten)
  const within = part === null ? [] : [part, ...nodesIn(part)]
  const inside = (node: unknown) => within.includes(node as Found)
  const inner = moves ? users.find(({ alias }) => inside(alias)) : undefined
  if (inner !== undefined) return [writtenOut(opened, inner.alias)]
  const taken = users.find(({ alias, target }) => !inside(alias) && (way.includes(target) || inside(target)))
  if (taken === undefined) return null
  const [start, end] = rangeOf(taken.alias as Found)
  const heir = { start, end, text: `&${taken.alias.source} ${writeFlow(plainValue(opened, taken.target))}` }
  const stillUsed = users.some(({ alias, target }) => target === taken.target && rangeOf(alias as Found)[0] < start)
  return stillUsed ? [heir] : [heir, withoutAnchor(opened, taken.target)]
}

function writtenOut(opened: Opened, alias: Found): Splice {
  const [start, end] = rangeOf(alias)
  return { start, end, text: writeFlow(plainValue(opened, alias)) }
}

function withoutAnchor({ text }: Opened, node: Found): Splice {
  const [start, end] = [propsStart(text, node), rangeOf(node)[0]]
  return { start, end, text: text.slice(start, end).replace(/&[^\s,[\]{}]+[ \t]*/, '') }
}

const plainValue = ({ document }: Opened, node: Found): Value => node.toJS(document, { maxAliasCount: 100 }) as Value

function nodesIn(node: Found): readonly Found[] {
  const found: Found[] = []
  visit(node, { Node: (_key, one) => void found.push(one as Found) })
  return found
}

/** With how many other places the value at a place, or one that it lies in, is shared by an anchor. */
export function sharedWith(opened: Opened, path: Path): number {
  const users = opened.text.includes('*') ? aliasesOf(opened) : []
  for (let length = users.length === 0 ? 0 : path.length; length > 0; length--) {
    const node = nodeAt(opened, path.slice(0, length))
    const target = users.find((one) => (one.alias as Found) === node || one.target === node)?.target
    if (target !== undefined) return users.filter((one) => one.target === target).length
  }
  return 0
}
