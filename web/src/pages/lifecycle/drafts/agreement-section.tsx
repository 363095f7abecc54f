import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AgreementView } from '../../../../../server/src/contract/proposals.ts'
import { proposeDraft } from '../../../api/proposals.ts'
import { notify } from '../../../components/notice.ts'
import { draftWords } from '../../../words/drafts-en.ts'
import type { Draft } from '../use-draft.ts'
import styles from './agreement.module.css'
import { TeamAgreements } from './team-agreements.tsx'

const { agreement: text } = draftWords

interface AgreementSectionProps {
  readonly draft: Draft
  readonly agreement: AgreementView
  readonly message: string
  readonly reason: string
  readonly onReason: (reason: string) => void
}

/** Whose word the draft needs, who gave it, and how to ask for it or to go without. */
export function AgreementSection({ draft, agreement, message, reason, onReason }: AgreementSectionProps) {
  const { teams, missing, proposal, mayWithout } = agreement
  const client = useQueryClient()
  const [isBusy, setIsBusy] = useState(false)
  async function ask() {
    setIsBusy(true)
    try {
      const id = (await draft.keeper.settle()) ? draft.keeper.state().kept?.id : null
      if (id == null) return notify({ text: draftWords.unsaved })
      await proposeDraft(id, message.trim())
      await Promise.all(['proposals', 'drafts', 'home'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      notify({ text: text.asked })
    } catch (error) {
      notify({ text: error instanceof Error ? error.message : String(error) })
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <section className={styles['section']} aria-labelledby="agreement">
      <h3 id="agreement" className={styles['title']}>
        {text.title}
      </h3>
      <p className={styles['soft']}>{teams.length === 0 ? text.none : text.needed}</p>
      <TeamAgreements teams={teams} />
      {missing.length > 0 && (
        <>
          <p role="status">{text.waitsFor(missing)}</p>
          {proposal === null ? (
            <Button variant="default" loading={isBusy} onClick={() => void ask()}>
              {text.ask}
            </Button>
          ) : (
            <Link to="/proposals/$id" params={{ id: proposal }} className="link">
              {text.see}
            </Link>
          )}
          {mayWithout && (
            <Textarea
              className={styles['wide'] ?? ''}
              label={text.reason}
              description={text.reasonHint}
              maxLength={1000}
              rows={2}
              value={reason}
              onChange={({ currentTarget }) => onReason(currentTarget.value)}
            />
          )}
        </>
      )}
    </section>
  )
}
