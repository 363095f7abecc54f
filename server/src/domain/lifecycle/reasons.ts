import type { LeafProof, Move, Transition } from '../facts.ts'
import type { Json } from '../json.ts'
import type { Program } from './program.ts'
import type { BoundTree, Reason } from './tree.ts'

type RuledMove = Pick<Move, 'track' | 'rule'> & Pick<Partial<Transition>, 'restated'>

/** The conditions behind a move, by the rule that it names; null where a person, a file or time alone moved. */
export function ruleTree(program: Program, move: RuledMove): BoundTree | null {
  const track = program.tracks.find(({ key }) => key === move.track)
  // What a version restated rests on the last rule of the way on which it came there.
  const rule = move.restated === undefined ? move.rule : (move.restated.at(-1)?.rule ?? null)
  if (track === undefined || rule === null) return null
  const [area, key = '', part, index = ''] = rule.split('.')
  if (area === 'exclude') return track.exclusions[Number(key)]?.condition ?? null
  const stage = track.byKey.get(key)
  if (part === 'entry') return stage?.when ?? null
  const exit = stage?.exits[Number(index)]
  return exit?.when ?? exit?.condition ?? null
}

/** The leaves of a reason, as they are stored with a transition. */
export function leavesOf(reason: Reason): readonly LeafProof[] {
  if (reason.op !== 'leaf') return reason.parts.flatMap(leavesOf)
  const { kind, path, observed, wanted, holds } = reason
  return [{ path, observed: withoutText(kind, observed), wanted, holds }]
}

/** Traits are told by whether they are there: what they say of a person stays with the person. */
function withoutText(kind: string, observed: Json): Json {
  if (kind !== 'trait' && kind !== 'account_trait') return observed
  return typeof observed === 'number' || typeof observed === 'boolean' || observed === null ? observed : '…'
}
