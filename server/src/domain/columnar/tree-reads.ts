import type { Bound, PointsNeeded, ScoreReader } from '../criteria/criterion.ts'
import type { Program } from '../lifecycle/program.ts'
import type { BoundTree } from '../lifecycle/tree.ts'

/** What a tree rests on. */
export interface TreeReads {
  /** Slots of aggregates other than scores. */
  readonly slots: ReadonlySet<number>
  readonly scores: ReadonlySet<number>
  /** Where all leaves on scores say what they need: these. Null where one does not, so that any points may matter. */
  readonly needs: readonly PointsNeeded[] | null
  /** Whether they read the account's line. */
  readonly line: boolean
  /** Whether each rests on one slot that is replaced whole, or on the line, and time has no say. */
  readonly alone: boolean
}

interface Gathered {
  readonly slots: Set<number>
  readonly scores: Set<number>
  needs: PointsNeeded[] | null
  line: boolean
  alone: boolean
}

const empty = (): Gathered => ({ slots: new Set(), scores: new Set(), needs: [], line: false, alone: true })

/** What these trees rest on, the conditions of the scores that they read included. */
export function readsOfTrees(trees: readonly (BoundTree | null)[]): TreeReads {
  const gathered: Gathered = empty()
  for (const tree of trees) if (tree !== null) gather(tree, gathered)
  return gathered
}

function gather(tree: BoundTree, into: Gathered): void {
  const { form } = tree
  switch (form.op) {
    case 'leaf': {
      for (const slot of form.slots) into.slots.add(slot)
      if (form.readsLine) into.line = true
      if (form.leaf.basis?.rests !== 'alone') into.alone = false
      const groups = form.scores.flatMap((reader) => gatherReader(reader, into))
      if (groups.length === 0) return
      const { needs = [] } = form.leaf
      if (needs.length === 0) into.needs = null
      else into.needs?.push(...needs)
      return
    }
    case 'not':
      gather(form.part, into)
      return
    default:
      for (const part of form.parts) gather(part, into)
  }
}

/** Slots of points that a score rests on, directly or by its conditions. */
function gatherReader(reader: ScoreReader, into: Gathered): readonly number[] {
  for (const slot of reader.groups) into.scores.add(slot)
  const behind: Gathered = { ...empty(), slots: into.slots }
  for (const condition of reader.conditions) gather(asTree(condition), behind)
  if (behind.line) into.line = true
  if (!behind.alone) into.alone = false
  // A condition of a score on another score: what the first one needs says nothing of it.
  for (const slot of behind.scores) into.scores.add(slot)
  if (behind.scores.size > 0) into.needs = null
  return [...reader.groups, ...behind.scores]
}

/** Conditions of scores are bound as all criteria of a document are. */
function asTree(bound: Bound): BoundTree {
  if (!('form' in bound)) throw new Error('A condition of a score is no tree.')
  return bound as BoundTree
}

/** What a score rests on. */
export function readsOfReader(reader: ScoreReader): TreeReads {
  const gathered: Gathered = empty()
  gatherReader(reader, gathered)
  return gathered
}

/** All that moves of a program, and their grades, rest on. */
export function readsOfProgram(program: Program): {
  readonly slots: ReadonlySet<number>
  readonly scores: ReadonlySet<number>
} {
  const trees = program.tracks.flatMap(({ stages, detours, exclusions }) => [
    ...exclusions.map(({ condition }) => condition),
    ...detours.map(({ when }) => when),
    ...stages.flatMap(({ when, levels }) => [when, ...levels.map((level) => level.when)]),
    ...[...stages, ...detours].flatMap(({ exits }) => exits.flatMap(({ when, condition }) => [when, condition])),
  ])
  const { slots, scores } = readsOfTrees(trees)
  const graded = (program.grade?.scores('either') ?? []).map(readsOfReader)
  return {
    slots: new Set([
      ...slots,
      program.dealsSlot,
      ...(program.handRaiseSlot === null ? [] : [program.handRaiseSlot]),
      ...graded.flatMap((reads) => [...reads.slots]),
    ]),
    scores: new Set([...scores, ...graded.flatMap((reads) => [...reads.scores])]),
  }
}
