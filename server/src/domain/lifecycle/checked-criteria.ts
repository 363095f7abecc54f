import type { Path } from './fault.ts'
import type { CriteriaTree } from './parse-criteria.ts'

/** All criteria of a document, checked, by the path at which they stand. */
export interface CheckedCriteria {
  at(path: Path): CriteriaTree
  find(path: Path): CriteriaTree | null
  defined(name: string): CriteriaTree
  segment(key: string): CriteriaTree
  /** Every leaf, wherever it stands. */
  readonly leaves: readonly Extract<CriteriaTree, { op: 'leaf' }>[]
  /** Every leaf on account values. */
  readonly accountLeaves: readonly Extract<CriteriaTree, { op: 'leaf' }>[]
}
