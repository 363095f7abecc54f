import type { WhyView } from '../../contract/why.ts'
import type { Time } from '../../domain/facts.ts'
import { withoutEvidence } from '../../domain/lifecycle/explain.ts'
import { namedCriteria, readsUnknownAccount } from '../../domain/lifecycle/named-criteria.ts'
import { viewExplanation } from '../view-explanation.ts'
import type { Gathered } from './gathered.ts'

/** Which of the lifecycle's named criteria a contact meets now, each with its reasons. */
export function viewNamed({ program, state, wide }: Gathered, now: Time): WhyView['named'] {
  return [...namedCriteria(program)].map(([name, kept]) => {
    const tree = kept?.reasons(state, now) ?? askWide(wide, name, now)
    if (tree === null) return { name, holds: false, explanation: null }
    return { name, holds: tree.holds, explanation: viewExplanation(withoutEvidence(tree)) }
  })
}

/** Criteria that no rule uses are asked of a fold that was made for them alone. */
function askWide(wide: Gathered['wide'], name: string, now: Time) {
  if (wide === null || readsUnknownAccount(wide.program, name)) return null
  return namedCriteria(wide.program).get(name)?.reasons(wide.state, now) ?? null
}
