import { say } from '../contract/messages/say.ts'
import { sayObserved } from '../contract/messages/say-observed.ts'
import type { ExplanationView } from '../contract/why.ts'
import type { Explained } from '../domain/lifecycle/explain.ts'

/** A reason in words, as the API tells it. */
export function viewExplanation(reason: Explained): ExplanationView {
  if (reason.op === 'leaf') {
    const { says, evidence, ...leaf } = reason
    return { ...leaf, text: say(says), found: sayObserved(leaf.kind, leaf.observed), evidence: [...evidence] }
  }
  const { op, name, holds, parts } = reason
  return { op, ...(name === undefined ? {} : { name }), holds, parts: parts.map(viewExplanation) }
}
