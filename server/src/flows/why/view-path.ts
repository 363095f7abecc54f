import { say } from '../../contract/messages/say.ts'
import { sayCause } from '../../contract/messages/say-cause.ts'
import { momentOf } from '../../contract/moment.ts'
import type { WhyView } from '../../contract/why.ts'
import { type Transition, transitionId } from '../../domain/facts.ts'
import { heldLeaves, recordedReason } from '../../domain/lifecycle/recorded-reason.ts'
import { stageNames } from '../../domain/lifecycle/stage-names.ts'
import type { Reading } from '../reading.ts'
import { MOVES_SHOWN } from './gather-tail.ts'
import type { Gathered } from './gathered.ts'

/** The moves of a contact, each with the conditions that held, as they were recorded. */
export async function viewPath(reading: Reading, { ledger }: Gathered): Promise<WhyView['path']> {
  const path: WhyView['path'] = []
  for (const transition of ledger.slice(-MOVES_SHOWN)) {
    const program = await reading.programs.get(reading.client, transition.version)
    const reason = recordedReason(program, transition)
    const { track, to, at, cause, rule, version, voidedBy } = transition
    path.push({
      track,
      stage: to,
      at: momentOf(at),
      cause,
      rule,
      reason: transition.reason,
      version,
      text: sayCause({ cause, rule, version, since: sinceOf(transition) }, stageNames(program.document)),
      because: reason === null ? [] : [...new Set(heldLeaves(reason).map(({ says }) => say(says)))],
      transition: transitionId(transition),
      voided: voidedBy !== null,
    })
  }
  return path
}

const sinceOf = ({ restated }: Transition) => restated?.at(-1)?.at ?? null
