import type { PublishEffect } from '../contract/lifecycle.ts'
import type { Program } from '../domain/lifecycle/program.ts'

/** What a version asks of the contacts: all folded anew, decided anew, or nothing where only words change. */
export function needsOf({
  current,
  candidate,
  effect,
}: {
  readonly current: Program
  readonly candidate: Program
  readonly effect: PublishEffect
}): 'refold' | 'decide' | 'nothing' {
  if (effect === 'restate') return 'refold'
  if (current.stateKey !== candidate.stateKey) return 'refold'
  return current.decisionKey === candidate.decisionKey ? 'nothing' : 'decide'
}
