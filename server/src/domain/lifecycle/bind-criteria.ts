import type { Binder, BoundLeaf, ScoreReader } from '../criteria/criterion.ts'
import type { Json } from '../json.ts'
import type { CriteriaTree } from './parse-criteria.ts'
import { type BoundTree, joinTree, leafTree, namedTree, notTree } from './tree.ts'

/** A binder that gives named criteria with their reasons. */
export interface TreeBinder extends Binder {
  named(name: string): BoundTree
  segment(key: string): BoundTree
}

/** Makes a checked tree ready to be tested. `base` is the path that leaves are named relative to. */
export function bindCriteria(tree: CriteriaTree, binder: TreeBinder, base: number): BoundTree {
  switch (tree.op) {
    case 'all':
    case 'any':
      return joinTree(
        tree.op,
        tree.parts.map((part) => bindCriteria(part, binder, base)),
      )
    case 'not':
      return tree.part.op === 'leaf'
        ? bindAbsence(tree.part, binder, base)
        : notTree(bindCriteria(tree.part, binder, base))
    case 'leaf':
      return bindLeaf(tree, binder, base)
  }
}

type Leaf = Extract<CriteriaTree, { op: 'leaf' }>

function bindLeaf(tree: Leaf, binder: TreeBinder, base: number): BoundTree {
  const { kind } = tree.criterion
  if (kind === 'is' || kind === 'segment') return bindNamed(kind, tree.settings, binder)
  const { leaf, ...reads } = ready(tree, binder)
  return leafTree({
    kind,
    path: tree.path.slice(base).join('.'),
    says: tree.criterion.says(tree.settings as never, tree.subject),
    wanted: tree.settings,
    leaf,
    ...reads,
  })
}

/** Named criteria are told with what is behind the name. */
function bindNamed(kind: 'is' | 'segment', settings: Json, binder: TreeBinder): BoundTree {
  const names = (Array.isArray(settings) ? settings : [settings]).map(String)
  const trees = names.map((name) => namedTree(name, kind === 'is' ? binder.named(name) : binder.segment(name)))
  const [only] = trees
  return trees.length === 1 && only !== undefined ? only : joinTree('any', trees)
}

/** "Did not come within a week after" is more than the opposite of "came": the leaf itself says what its absence means. */
function bindAbsence(tree: Leaf, binder: TreeBinder, base: number): BoundTree {
  const { leaf, ...reads } = ready(tree, binder)
  if (leaf.absent === undefined) return notTree(bindLeaf(tree, binder, base))
  const says = tree.criterion.says(tree.settings as never, tree.subject)
  return leafTree({
    kind: tree.criterion.kind,
    path: tree.path.slice(base).join('.'),
    says: { key: `${says.key}.absent`, values: says.values },
    wanted: tree.settings,
    leaf: leaf.absent,
    ...reads,
  })
}

/** Binds a leaf and notes which aggregates it asked for: its evidence is found by them. */
function ready(
  tree: Leaf,
  binder: TreeBinder,
): { leaf: BoundLeaf; slots: readonly number[]; scores: readonly ScoreReader[]; readsLine: boolean } {
  const slots: number[] = []
  const scores: ScoreReader[] = []
  let readsLine = false
  const noting: Binder = {
    ...binder,
    slot(aggregate) {
      const index = binder.slot(aggregate)
      slots.push(index)
      return index
    },
    accountValue(path) {
      readsLine = true
      binder.accountValue(path)
    },
    accountPeople(leaf) {
      readsLine = true
      binder.accountPeople(leaf)
    },
    score(name) {
      const reader = binder.score(name)
      scores.push(reader)
      return reader
    },
    grade(part = 'either') {
      const reader = binder.grade(part)
      scores.push(...reader.scores(part))
      return reader
    },
  }
  const leaf = tree.criterion.bind(tree.settings as never, noting, tree.subject)
  return { leaf, slots, scores, readsLine }
}
