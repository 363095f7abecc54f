import type { LeafProof, Transition } from '../facts.ts'
import { emptyState } from './fold.ts'
import type { Program } from './program.ts'
import { ruleTree } from './reasons.ts'
import type { Reason } from './tree.ts'

/**
 * Why a transition came about, from the proofs that were recorded with it: without its evidence, and without reading the history.
 * @param program of the transition's version
 */
export function recordedReason(program: Program, transition: Transition): Reason | null {
  const tree = ruleTree(program, transition)
  if (tree === null) return null
  const proofs = transition.leaves.values()
  // What a tree asks for does not depend on the state; what it found is taken from the record, leaf by leaf.
  return withProofs(tree.reasons(emptyState(program, transition.contact), transition.at), proofs)
}

function withProofs(reason: Reason, proofs: Iterator<LeafProof>): Reason {
  if (reason.op === 'leaf') {
    const { value } = proofs.next() as { value?: LeafProof }
    return value === undefined ? reason : { ...reason, holds: value.holds, observed: value.observed }
  }
  const parts = reason.parts.map((part) => withProofs(part, proofs))
  return { ...reason, parts, holds: joined(reason.op, parts) }
}

function joined(op: Exclude<Reason['op'], 'leaf'>, parts: readonly Reason[]): boolean {
  if (op === 'any') return parts.some(({ holds }) => holds)
  const all = parts.every(({ holds }) => holds)
  return op === 'not' ? !all : all
}

/** The conditions that brought a reason about, without those that did not hold or whose absence was asked for. */
export function heldLeaves(reason: Reason): readonly Extract<Reason, { op: 'leaf' }>[] {
  if (!reason.holds || reason.op === 'not') return []
  return reason.op === 'leaf' ? [reason] : reason.parts.flatMap(heldLeaves)
}
