import fc from 'fast-check'
import {
  Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { presets } from '../server/src/domain/lifecycle/presets/presets.ts'
import { lifecycles } from '../server/src/testing/small-lifecycles.ts'

/** Numbers from 0 to 1 that fast-check chose, so that what fails can be made again and smaller. */
export interface Dice {
  roll(): number
  below(count: number): number
  pick<T>(from: readonly T[]): T
}

const dice: fc.Arbitrary<Dice> = fc.infiniteStream(fc.integer({ min: 0, max: 0xffffff })).map((stream) => {
  const roll = () => Number(stream.next().value) / 0x1000000
  const below = (count: number) => Math.floor(roll() * count)
  const pick = <T>(from: readonly T[]) => from[below(from.length)] as T
  return { roll, below, pick }
})

/** Valid documents as people might write them: presets as they are, and others with random comments, anchors, quotes and brackets. */
export const writtenDocuments: fc.Arbitrary<{ readonly text: string; readonly dice: Dice }> = fc
  .tuple(
    fc.oneof(
      { arbitrary: fc.constantFrom(...presets.map(({ document }) => document)), weight: 1 },
      { arbitrary: lifecycles.map(({ document }) => document), weight: 3 },
    ),
    dice,
    fc.boolean(),
  )
  .map(([document, thrown, isAsItIs]) => ({
    text: isAsItIs && document.startsWith('#') ? document : inAnotherHand(document, thrown),
    dice: thrown,
  }))
  .map((one) => Object.defineProperty(one, fc.toStringMethod, { value: () => `\n${one.text}` }))

function inAnotherHand(text: string, thrown: Dice): string {
  const parsed = parseDocument(text, { version: '1.2' })
  // What was written from equal objects has anchors of its own already.
  const document = text.startsWith('#') ? parsed : new Document(parsed.toJS(), { aliasDuplicateObjects: false })
  const before = JSON.stringify(document.toJS())
  anchorTwins(document, thrown)
  visit(document, {
    Node(key, node) {
      if (isScalar(node)) dressScalar(node, key === 'key', thrown)
      else if (isMap(node) || isSeq(node)) dressCollection(node, node === document.contents, thrown)
    },
  })
  const written = document.toString({
    lineWidth: thrown.pick([0, 0, 80]),
    flowCollectionPadding: thrown.roll() < 0.7,
    indentSeq: thrown.roll() < 0.7,
  })
  const again = parseDocument(written, { version: '1.2' })
  return again.errors.length === 0 && JSON.stringify(again.toJS()) === before ? written : text
}

function dressScalar(node: Scalar, isKey: boolean, thrown: Dice): void {
  if (typeof node.value === 'string')
    node.type = thrown.pick(['PLAIN', 'PLAIN', 'PLAIN', Scalar.QUOTE_DOUBLE, Scalar.QUOTE_SINGLE]) as Scalar.Type
  if (!isKey && thrown.roll() < 0.05) node.comment = ' said here'
}

function dressCollection(node: YAMLMap | YAMLSeq, isTop: boolean, thrown: Dice): void {
  node.flow = !isTop && thrown.roll() < 0.35
  if (node.flow) return
  for (const item of node.items) {
    const head = (isMap(node) ? (item as { key: Node }).key : item) as Node | null
    if (head === null || typeof head !== 'object') continue
    if (thrown.roll() < 0.08) head.commentBefore = ` about what follows ${thrown.below(100)}`
    if (thrown.roll() < 0.06) head.spaceBefore = true
  }
  if (thrown.roll() < 0.05) node.comment = ' at the end of it'
}

/** Some of what stands twice is written once, with an anchor. */
function anchorTwins(document: Document, thrown: Dice): void {
  const seen = new Map<string, Node>()
  let names = 0
  visit(document, {
    Node(key, node, ancestors) {
      const parent = ancestors.at(-1)
      if (key === 'key' || !(isMap(node) || isSeq(node)) || parent === undefined) return
      const text = JSON.stringify(node.toJS(document))
      const twin = seen.get(text)
      if (twin === undefined) {
        seen.set(text, node)
        if (thrown.roll() < 0.02) node.anchor = `alone${names++}`
        return
      }
      if (thrown.roll() < 0.5) return
      twin.anchor ??= `twin${names++}`
      return document.createAlias(twin as Scalar, twin.anchor)
    },
  })
}
