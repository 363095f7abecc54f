import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import type { RequestFailed } from '../../api/request.ts'
import type { Stage } from '../../components/stage/stages.ts'
import { words } from '../../words/en.ts'
import styles from './move-panel.module.css'

interface ForceMoveProps {
  readonly refusal: RequestFailed
  readonly stage: Stage
  readonly busy: boolean
  readonly onForce: () => void
}

/** Why the lifecycle refused, and the way to overrule it, which asks once more. */
export function ForceMove({ refusal, stage, busy, onForce }: ForceMoveProps) {
  const [asks, setAsks] = useState(false)
  return (
    <div role="alert" className={styles['refusal']}>
      <p className={styles['refused']}>
        <IconAlertTriangle size={16} aria-hidden="true" />
        {words.move.refused}
      </p>
      <p>{refusal.message}</p>
      {refusal.status === 409 && !asks && (
        <Button variant="default" size="xs" onClick={() => setAsks(true)}>
          {words.move.force}
        </Button>
      )}
      {refusal.status === 409 && asks && (
        <>
          <p>{words.move.forceWarning(stage.short)}</p>
          <div className={styles['answers']}>
            <Button className={styles['force'] ?? ''} size="xs" loading={busy} onClick={onForce}>
              {words.move.forceConfirm}
            </Button>
            <Button variant="default" size="xs" onClick={() => setAsks(false)}>
              {words.move.cancel}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
