import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLifecycle } from '../server/src/domain/lifecycle/document.ts'
import * as conditions from '../web/src/pages/lifecycle/model/criteria-edits.ts'
import { applyEdit, type Edit, editedValue } from '../web/src/pages/lifecycle/model/edit.ts'
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

// One case for each thing that the builder can do.
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: it is a table
function randomEdit(root: Value, thrown: Dice): RandomEdit | null {
  const all = places(root).slice(1)
  const trees = all.filter((path) => inConditions(root, path))
  const scalars = all.filter((path) => typeof valueAt(root, path) !== 'object')
  const lists = all.filter((path) => isListValue(valueAt(root, path)))
  const leaf: Value = thrown.pick<Value>([
    { did: 'Webinar, “Attended”' },
    { page: '/pricing' },
    { did: { event: 'A', at_least: 3, within: '7d' } },
    { 'traits.title': { contains: '# not: a comment' } },
  ])
  const of = (kind: number): RandomEdit | null => {
    const tree = trees.length === 0 ? null : thrown.pick(trees)
    const list = lists.length === 0 ? null : thrown.pick(lists)
    const count = list === null ? 0 : ((valueAt(root, list) as readonly Value[]).length ?? 0)
    switch (kind) {
      case 0: {
        const path = thrown.pick(scalars)
        const before = valueAt(root, path)
        const value = typeof before === 'number' ? before + 1 : typeof before === 'boolean' ? !before : `${before} x`
        return { edits: [{ do: 'set', path, value }], staysValid: typeof before === 'number' && false, owns: path }
      }
      case 1: {
        const at = thrown.below(namesOf(root, 'stage').length - 2)
        const path = [
          'stages',
          Math.max(0, Math.min(at, (valueAt(root, ['stages']) as Value[]).length - 1)),
          'description',
        ]
        const value = thrown.pick(['Said # so', 'two\nlines', 'yes: and no', "it's"])
        return { edits: [{ do: 'set', path, value, before: ['entry'] }], staysValid: true, owns: path.slice(0, -1) }
      }
      case 2:
        return tree && { edits: conditions.addCondition(root, tree, leaf), staysValid: true, owns: tree }
      case 3: {
        if (tree === null) return null
        const joint = thrown.pick(['all', 'any', 'not'] as const)
        return { edits: conditions.groupConditions(tree, joint), staysValid: joint !== 'not', owns: tree }
      }
      case 4:
        return tree && { edits: conditions.ungroupConditions(root, tree), staysValid: false, owns: tree.slice(0, -1) }
      case 5:
        return tree && { edits: conditions.removeCondition(root, tree), staysValid: false, owns: aboveConditions(tree) }
      case 6:
        return tree && { edits: [{ do: 'set', path: tree, value: leaf }], staysValid: true, owns: tree }
      case 7:
        return tree && { edits: conditions.switchJoint(root, tree), staysValid: true, owns: tree }
      case 8:
        return tree && { edits: conditions.duplicateCondition(root, tree), staysValid: true, owns: tree.slice(0, -1) }
      case 9:
        return (
          tree && {
            edits: conditions.moveCondition(root, tree, thrown.pick([-1, 1])),
            staysValid: true,
            owns: tree.slice(0, -1),
          }
        )
      case 10:
        return tree && { edits: conditions.indentCondition(root, tree), staysValid: true, owns: tree.slice(0, -1) }
      case 11:
        return tree && { edits: conditions.outdentCondition(root, tree), staysValid: true, owns: tree.slice(0, -3) }
      case 12:
        return (
          list && {
            edits: conditions.moveItem(list, count, thrown.below(count), thrown.below(count)),
            staysValid: false,
            owns: list,
          }
        )
      case 13:
        return count === 0 || list === null
          ? null
          : { edits: [{ do: 'remove', path: [...list, thrown.below(count)] }], staysValid: false, owns: list }
      case 14: {
        const value = valueAt(root, [...(list ?? []), 0])
        return list === null || value === undefined
          ? null
          : { edits: [{ do: 'insert', path: list, at: thrown.below(count + 1), value }], staysValid: false, owns: list }
      }
      default: {
        const from = thrown.pick(namesOf(root, 'stage'))
        return { edits: renameEdits(root, 'stage', from, 'renamed'), staysValid: true, owns: [] }
      }
    }
  }
  return of(thrown.below(16))
}

const aboveConditions = (path: Path): Path =>
  path.slice(
    0,
    Math.max(
      0,
      path.findIndex((part) => isConditionHome([part])),
    ),
  )

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

test('500 documents, one edit each: it means what was meant, and touches only what it is about', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(writtenDocuments, ({ text, dice }) => {
      const opened = openText(text)
      expect(opened).not.toBeNull()
      const root = opened?.value ?? null
      expect(readLifecycle(text, 0, {})).toHaveProperty('compiled')
      const random = randomEdit(root, dice)
      if (random === null || random.edits.length === 0) return
      const made = applyEdits(text, random.edits)
      expect(made).not.toBeNull()
      const after = made ?? ''
      expect(openText(after)?.value).toEqual(random.edits.reduce(editedValue, root))
      for (const { do: kind } of random.edits) seen.set(kind, (seen.get(kind) ?? 0) + 1)
      if (random.staysValid)
        expect(readLifecycle(after, 0, {})).not.toMatchObject({ faults: [{ message: { key: 'fault.yaml' } }] })
      // What is put around, beside or elsewhere loses no comment.
      if (random.edits.every(({ do: kind }) => ['insert', 'wrap', 'rename', 'order'].includes(kind)))
        expect(comments(after), JSON.stringify(random.edits)).toEqual(comments(text))
      const [start, end] = ownLines(text, random.owns)
      const [head, tail] = [text.slice(0, start), text.slice(end)]
      if (after.startsWith(head) && after.endsWith(tail)) return
      // Only an anchor that had to go over to another user may have changed elsewhere.
      const others = [...changedLines(head, after), ...changedLines(tail, after)]
      expect(others.filter((line) => !/[&*][a-z]+\d/.test(line))).toEqual([])
    }),
    {
      numRuns: Number(process.env['RIPEN_RUNS'] ?? 500),
      ...(process.env['RIPEN_SEED'] ? { seed: Number(process.env['RIPEN_SEED']) } : {}),
    },
  )
  // Each sort of edit was among them.
  expect([...seen.keys()].sort()).toEqual(['insert', 'lift', 'order', 'remove', 'rename', 'set', 'wrap'])
}, 120_000)

const comments = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|\s)(# (?:said|about|at the end).*)$/gm)].map(([, said = '']) => said).sort()

/** Lines of a text that are nowhere in another. */
function changedLines(text: string, after: string): readonly string[] {
  const there = new Set(after.split('\n'))
  return text.split('\n').filter((line) => !there.has(line))
}

test('an edit of a document that cannot be read changes nothing', () => {
  expect(applyEdit('a: [', { do: 'set', path: ['a'], value: 1 })).toBeNull()
})
