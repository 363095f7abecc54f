import { conditionSettings } from '../criteria/condition.ts'
import { message } from '../message.ts'
import { namesOf } from './check-document.ts'
import type { CheckedCriteria } from './checked-criteria.ts'
import { ruleSources } from './compile-scores.ts'
import { loopFaults } from './criteria-loops.ts'
import { criteriaOf } from './criteria-places.ts'
import type { Fault, Path } from './fault.ts'
import { type CriteriaTree, parseCriteria } from './parse-criteria.ts'
import { peopleLoopFaults } from './people-loops.ts'
import { isEventRule, type Lifecycle, type ScoreDocument } from './schema.ts'

/**
 * Checks every criteria of a document at its place.
 * @param asked criteria beside the document that speak of it; faults of theirs begin with `asked` and their number
 */
export function checkCriteria(
  document: Lifecycle,
  asked: readonly unknown[] = [],
): {
  readonly checked: CheckedCriteria
  readonly asked: readonly CriteriaTree[]
  readonly faults: readonly Fault[]
} {
  const faults: Fault[] = []
  const trees = new Map<string, CriteriaTree>()
  const context = { names: namesOf(document), faults }
  for (const { path, raw, trigger } of criteriaOf(document)) {
    const tree = trigger ? parseTrigger(raw, path, context) : parseCriteria(raw, path, context)
    if (tree !== null) trees.set(path.join('\u0000'), tree)
  }
  const askedTrees = asked.flatMap((raw, index) => parseCriteria(raw, ['asked', index], context) ?? [])
  faults.push(...ruleFaults(document))
  const find = (path: Path) => trees.get(path.join('\u0000')) ?? null
  const at = (path: Path) => {
    const tree = find(path)
    if (tree === null) throw new Error(`There are no criteria at ${path.join('.')}.`)
    return tree
  }
  const leaves = [...trees.values()].flatMap(leavesOf)
  const checked = {
    find,
    at,
    defined: (name: string) => at(['define', name]),
    segment: (key: string) => at(['segments', key]),
    leaves,
    accountLeaves: leaves.filter(({ criterion }) => ACCOUNT_KINDS.has(criterion.kind)),
  }
  if (faults.length === 0) faults.push(...loopFaults(document, checked))
  if (faults.length === 0) faults.push(...peopleLoopFaults(document, checked))
  return { checked, asked: askedTrees, faults }
}

/** Kinds of leaves that read one value of the account's line, and nothing else. */
const ACCOUNT_KINDS: ReadonlySet<string> = new Set(['account_trait', 'account_did', 'account_people'])

function leavesOf(tree: CriteriaTree): readonly Extract<CriteriaTree, { op: 'leaf' }>[] {
  if (tree.op === 'leaf') return [tree]
  return tree.op === 'not' ? leavesOf(tree.part) : tree.parts.flatMap(leavesOf)
}

/** A handoff's trigger: criteria in which `{ enters: stage }` stands for the entry into a stage. */
function parseTrigger(raw: unknown, path: Path, context: Parameters<typeof parseCriteria>[2]): CriteriaTree | null {
  if (typeof raw === 'object' && raw !== null && 'enters' in raw) {
    const { enters } = raw
    return parseCriteria({ stage: enters }, path, context)
  }
  if (typeof raw === 'object' && raw !== null && 'any' in raw && Array.isArray(raw.any)) {
    const parts = raw.any.map((part: unknown, index) => parseTrigger(part, [...path, 'any', index], context))
    return parts.every((part) => part !== null) ? { op: 'any', parts } : null
  }
  return parseCriteria(raw, path, context)
}

function ruleFaults(document: Lifecycle): readonly Fault[] {
  return Object.entries(document.scores ?? {}).flatMap(([key, score]) =>
    key === 'grade'
      ? []
      : ruleSources(key, score as ScoreDocument).flatMap(({ rules, path }) =>
          rules.flatMap((rule, index) =>
            isEventRule(rule)
              ? Object.entries(rule.where ?? {}).flatMap(([property, condition]) => {
                  const parsed = conditionSettings.safeParse(condition)
                  return parsed.success
                    ? []
                    : [
                        {
                          path: [...path, index, 'where', property],
                          message: message('fault.shape', { expected: parsed.error.issues[0]?.message ?? '' }),
                        },
                      ]
                })
              : [],
          ),
        ),
  )
}
