import { useQuery } from '@tanstack/react-query'
import { planQuery, validationQuery } from '../../../api/lifecycle.ts'
import { useStages } from '../../../components/stage/stages.ts'
import { beginWords } from '../../../words/begin-en.ts'
import styles from './begin.module.css'

const { next: words } = beginWords

interface ProposalEffectProps {
  readonly stage: string
  readonly name: string
  /** The draft with the stage in it; null where it cannot be written. */
  readonly candidate: string | null
}

/** Who would move to a stage that is not in the draft yet. */
export function ProposalEffect({ stage, name, candidate }: ProposalEffectProps) {
  const stages = useStages()
  const validation = useQuery({ ...validationQuery(candidate ?? ''), enabled: candidate !== null })
  const isValid = validation.data?.valid === true && !validation.isPlaceholderData
  const plan = useQuery({ ...planQuery(candidate ?? ''), enabled: candidate !== null && isValid })
  if (candidate === null) return <p className={styles['soft']}>{words.draftFaulty}</p>
  if (validation.data?.valid === false && !validation.isPlaceholderData)
    return (
      <div role="status">
        <p>{words.faulty}</p>
        <ul>
          {validation.data.faults.slice(0, 5).map(({ line, column, text }) => (
            <li key={`${line} ${column} ${text}`}>{text}</li>
          ))}
        </ul>
      </div>
    )
  const failed = validation.error ?? plan.error
  if (failed !== null) return <p role="alert">{failed.message}</p>
  if (plan.data === undefined || plan.isPlaceholderData || !isValid)
    return (
      <p className={styles['soft']} role="status">
        {words.computing}
      </p>
    )
  const into = plan.data.moves.filter(({ to }) => to === stage)
  return (
    <div role="status">
      <p>
        <strong>
          {words.into(
            into.reduce((sum, { count }) => sum + count, 0),
            name,
          )}
        </strong>
      </p>
      {into.length > 0 && (
        <ul>
          {into.map(({ track, from, count }) => (
            <li key={`${track} ${from}`}>
              {words.from(count, from === null ? words.noStage : stages.find(from).name)}
            </li>
          ))}
        </ul>
      )}
      <p className={styles['soft']}>{words.total(plan.data.moving, plan.data.contacts)}</p>
    </div>
  )
}
