import fc from 'fast-check'
import { expect } from 'vitest'
import { readLifecycle } from '../server/src/domain/lifecycle/document.ts'
import * as conditions from '../web/src/pages/lifecycle/model/criteria-edits.ts'
import { type Edit, editedValue } from '../web/src/pages/lifecycle/model/edit.ts'
import { lineEnd, lineStart, nodeAt, openText, rangeOf, seenEnd } from '../web/src/pages/lifecycle/model/opened.ts'
import { applyEdits } from '../web/src/pages/lifecycle/model/patch.ts'
import { namesOf, renameEdits } from '../web/src/pages/lifecycle/model/references.ts'
import { isListValue, isMapValue, type Path, type Value, valueAt } from '../web/src/pages/lifecycle/model/value.ts'
import { type Dice, writtenDocuments } from './random-documents.ts'

interface RandomEdit {
  readonly edits: readonly Edit[]
  /** Whether a valid document stays valid by it. */
  readonly staysValid: boolean
  /** The place whose lines may change. */
  readonly owns: Path
  /** What had this name has another: its lines may change, wherever they are. */
  readonly name?: string
}

/** Every place of a value, from the outside in. */
function places(value: Value, path: Path = []): readonly Path[] {
  const parts = isListValue(value)
    ? value.flatMap((part, index) => places(part, [...path, index]))
    : isMapValue(value)
      ? Object.entries(value).flatMap(([key, part]) => places(part, [...path, key]))
      : []
  return [path, ...parts]
}

const isConditionHome = (path: Path) => path.at(-1) === 'when' || path.at(-1) === 'if' || path.at(-1) === 'unless'
const inConditions = (root: Value, path: Path) =>
  path.some((_, length) => isConditionHome(path.slice(0, length + 1))) &&
  conditions.readConditions(valueAt(root, path)) !== null &&
  ['when', 'if', 'unless', 'not'].concat('0123456789'.split('')).includes(String(path.at(-1))) &&
  (typeof path.at(-1) !== 'number' || path.at(-2) === 'all' || path.at(-2) === 'any')

interface Chosen {
  readonly root: Value
  readonly thrown: Dice
  readonly tree: Path
  /** A group among the conditions, where there is one. */
  readonly joint: Path
  readonly list: Path
  readonly count: number
  readonly scalar: Path
  readonly leaf: Value
}

type Deed = (chosen: Chosen) => RandomEdit

/** What is done within conditions: in the list that they stand in, or at their own place. */
const within =
  (edits: (chosen: Chosen) => readonly Edit[], staysValid: boolean, up = 0): Deed =>
  (chosen) => ({ edits: edits(chosen), staysValid, owns: chosen.tree.slice(0, chosen.tree.length - up) })

/** One for each thing that the builder can do. */
const deeds: readonly Deed[] = [
  ({ root, scalar }) => {
    const before = valueAt(root, scalar)
    const value = typeof before === 'number' ? before + 1 : typeof before === 'boolean' ? !before : `${before} x`
    return { edits: [{ do: 'set', path: scalar, value }], staysValid: false, owns: scalar }
  },
  ({ root, thrown }) => {
    const stage = ['stages', thrown.below((valueAt(root, ['stages']) as readonly Value[]).length)]
    const value = thrown.pick(['Said # so', 'two\nlines', 'yes: and no', "it's"])
    const edit: Edit = { do: 'set', path: [...stage, 'description'], value, before: ['entry'] }
    return { edits: [edit], staysValid: true, owns: stage }
  },
  within(({ root, tree, leaf }) => conditions.addCondition(root, tree, leaf), true),
  within(({ tree, thrown }) => conditions.groupConditions(tree, thrown.pick(['all', 'any'])), true),
  within(({ tree }) => conditions.groupConditions(tree, 'not'), false),
  ({ root, joint }) => ({
    edits: conditions.ungroupConditions(root, joint),
    staysValid: false,
    owns: joint.slice(0, -1),
  }),
  ({ root, tree }) => ({
    edits: conditions.removeCondition(root, tree),
    staysValid: false,
    owns: tree.slice(
      0,
      Math.max(
        0,
        tree.findIndex((part) => isConditionHome([part])),
      ),
    ),
  }),
  within(({ tree, leaf }) => [{ do: 'set', path: tree, value: leaf }], true),
  ({ root, joint }) => ({ edits: conditions.switchJoint(root, joint), staysValid: true, owns: joint }),
  within(({ root, tree }) => conditions.duplicateCondition(root, tree), true, 1),
  within(({ root, tree, thrown }) => conditions.moveCondition(root, tree, thrown.pick([-1, 1])), true, 1),
  within(({ root, tree }) => conditions.indentCondition(root, tree), true, 1),
  within(({ root, tree }) => conditions.outdentCondition(root, tree), true, 3),
  ({ list, count, thrown }) => ({
    edits: conditions.moveItem(list, count, thrown.below(count), thrown.below(count)),
    staysValid: false,
    owns: list,
  }),
  ({ list, count, thrown }) => ({
    edits: count === 0 ? [] : [{ do: 'remove', path: [...list, thrown.below(count)] }],
    staysValid: false,
    owns: list,
  }),
  ({ root, list, count, thrown }) => {
    const value = valueAt(root, [...list, 0])
    const at = thrown.below(count + 1)
    return {
      edits: value === undefined ? [] : [{ do: 'insert', path: list, at, value }],
      staysValid: false,
      owns: list,
    }
  },
  ({ root, thrown }) => {
    const from = thrown.pick(namesOf(root, 'stage'))
    return { edits: renameEdits(root, 'stage', from, 'renamed'), staysValid: true, owns: [], name: from }
  },
]

function randomEdit(root: Value, thrown: Dice): RandomEdit {
  const all = places(root).slice(1)
  const list = thrown.pick(all.filter((path) => isListValue(valueAt(root, path))))
  const leaf = thrown.pick<Value>([
    { did: 'Webinar, “Attended”' },
    { page: '/pricing' },
    { did: { event: 'A', at_least: 3, within: '7d' } },
    { 'traits.title': { contains: '# not: a comment' } },
  ])
  const trees = all.filter((path) => path[0] !== 'roles' && inConditions(root, path))
  const joints = trees.filter((path) => conditions.readConditions(valueAt(root, path))?.op !== 'leaf')
  return thrown.pick(deeds)({
    root,
    thrown,
    tree: thrown.pick(trees),
    joint: thrown.pick(joints.length === 0 ? trees : joints),
    list,
    count: (valueAt(root, list) as readonly Value[]).length,
    scalar: thrown.pick(all.filter((path) => typeof valueAt(root, path) !== 'object')),
    leaf,
  })
}

function faultsOf(text: string): readonly unknown[] {
  const read = readLifecycle(text, 0, {})
  return 'faults' in read ? read.faults.map(({ path, message }) => [path.join('.'), message]) : []
}

/** The lines of a place, those of its key and of the comments around it too. */
function ownLines(text: string, path: Path): readonly [number, number] {
  const opened = openText(text)
  const node = opened === null || path.length === 0 ? null : nodeAt(opened, path)
  if (node === null || opened === null) return [0, text.length]
  const begin = rangeOf(node)[0]
  const outer = nodeAt(opened, path.slice(0, -1))
  let start = lineStart(text, begin)
  // From the key or dash on, which may stand lines above.
  const least = outer === null ? 0 : rangeOf(outer)[0]
  while (start > least && /^\s*(#.*)?$/.test(text.slice(lineStart(text, start - 1), start - 1)))
    start = lineStart(text, start - 1)
  if (start > least && text.slice(lineStart(text, begin), begin).trim() === '') start = lineStart(text, start - 1)
  let end = lineEnd(text, seenEnd(text, node))
  while (end < text.length && /^\s+#/.test(text.slice(end + 1, lineEnd(text, end + 1)))) end = lineEnd(text, end + 1)
  return [start, end]
}

/** Edits as many random documents, one edit each: it means what was meant, and touches only what it is about. */
export function checkEdits(numRuns: number): void {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(writtenDocuments, ({ text, dice }) => {
      const opened = openText(text)
      expect(opened).not.toBeNull()
      const root = opened?.value ?? null
      const random = randomEdit(root, dice)
      if (random.edits.length === 0) return
      const made = applyEdits(text, random.edits)
      expect(made).not.toBeNull()
      const after = made ?? ''
      expect(openText(after)?.value).toEqual(random.edits.reduce(editedValue, root))
      for (const { do: kind } of random.edits) seen.set(kind, (seen.get(kind) ?? 0) + 1)
      if (random.staysValid) expect(faultsOf(after), JSON.stringify(random.edits)).toEqual([])
      // What is put around, beside or elsewhere loses no comment.
      if (random.edits.every(({ do: kind }) => ['insert', 'wrap', 'rename', 'order'].includes(kind)))
        expect(comments(after), JSON.stringify(random.edits)).toEqual(comments(text))
      const [start, end] = ownLines(text, random.owns)
      const { name } = random
      if (name !== undefined)
        expect(changedLines(text, after).filter((line) => !line.includes(name) && !/[&*][a-z]+\d/.test(line))).toEqual(
          [],
        )
      const [head, tail] = [text.slice(0, start), text.slice(end)]
      if (after.startsWith(head) && after.endsWith(tail)) return
      // Only an anchor that had to go over to another user may have changed elsewhere.
      const others = [...changedLines(head, after), ...changedLines(tail, after)]
      expect(others.filter((line) => !/[&*][a-z]+\d/.test(line))).toEqual([])
    }),
    { numRuns },
  )
  // Each sort of edit was among them.
  expect([...seen.keys()].sort()).toEqual(['insert', 'lift', 'order', 'remove', 'rename', 'set', 'wrap'])
}

const comments = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|\s)(# (?:said|about|at the end).*)$/gm)].map(([, said = '']) => said).sort()

/** Lines of a text that are nowhere in another. */
function changedLines(text: string, after: string): readonly string[] {
  const there = new Set(after.split('\n'))
  return text.split('\n').filter((line) => !there.has(line))
}
