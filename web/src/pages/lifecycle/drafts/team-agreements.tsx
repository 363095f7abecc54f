import { IconCircle, IconCircleCheck, IconCircleDashed, IconMessageExclamation } from '@tabler/icons-react'
import type { TeamAgreement } from '../../../../../server/src/contract/proposals.ts'
import { actorText } from '../../../components/actor-text.ts'
import { useStages } from '../../../components/stage/stages.ts'
import { TimeAgo } from '../../../components/time-ago.tsx'
import { draftWords } from '../../../words/drafts-en.ts'
import styles from './agreement.module.css'

const { agreement: text } = draftWords

/** Each owning team, what of its own is changed, and whether it agreed. */
export function TeamAgreements({ teams }: { readonly teams: readonly TeamAgreement[] }) {
  const stages = useStages()
  return (
    <ul className={styles['teams']}>
      {teams.map((team) => {
        const own = [...team.stages.map((stage) => stages.find(stage).name), ...team.handoffs.map(plain)]
        return (
          <li key={team.team} data-state={stateOf(team)}>
            <Mark team={team} />
            <div>
              <strong>{team.name}</strong> <span className={styles['soft']}>{text.of(own)}</span>
              <p>
                <Said team={team} />
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

const plain = (key: string) => key.replaceAll('_', ' ')

const stateOf = ({ agreed, wants, people }: TeamAgreement) =>
  agreed !== null ? 'agreed' : wants !== null ? 'wants' : people.length === 0 ? 'nobody' : 'waiting'

const marks = { agreed: IconCircleCheck, wants: IconMessageExclamation, nobody: IconCircleDashed, waiting: IconCircle }

function Mark({ team }: { readonly team: TeamAgreement }) {
  const Icon = marks[stateOf(team)]
  return <Icon size={16} aria-hidden="true" />
}

function Said({ team: { agreed, wants, people } }: { readonly team: TeamAgreement }) {
  if (agreed?.how === 'published') return text.publishes
  if (agreed !== null)
    return (
      <>
        {agreed.how === 'said' ? text.agreed(actorText(agreed.by)) : text.proposed(actorText(agreed.by))}
        <TimeAgo at={Date.parse(agreed.at)} isPhrase />
      </>
    )
  if (wants !== null) return text.wants(actorText(wants.by), wants.message)
  return people.length === 0 ? text.nobody : text.waiting(people.map(({ name }) => name))
}
