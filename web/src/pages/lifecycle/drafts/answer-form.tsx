import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnswerProposal, ProposalView } from '../../../../../server/src/contract/proposals.ts'
import { answerProposal } from '../../../api/proposals.ts'
import { notify } from '../../../components/notice.ts'
import { draftWords } from '../../../words/drafts-en.ts'
import styles from './agreement.module.css'

const { proposal: text } = draftWords

/** Agree, ask for a change, or comment. */
export function AnswerForm({ proposal: { id, mine } }: { readonly proposal: ProposalView }) {
  const client = useQueryClient()
  const [message, setMessage] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  async function answer(word: AnswerProposal['word']) {
    if (word !== 'agreed' && message.trim() === '') return setFault(text.needsWords)
    setBusy(true)
    try {
      await answerProposal(id, { word, message: message.trim() })
      setMessage('')
      setFault(null)
      notify({ text: text.done[word] })
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
    await Promise.all(['proposals', 'home'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    setBusy(false)
  }
  return (
    <form className={styles['answer']} onSubmit={(event) => event.preventDefault()}>
      {mine.length > 0 && <p className={styles['soft']}>{text.asTeam(mine)}</p>}
      <Textarea
        label={text.message}
        maxLength={2000}
        rows={3}
        value={message}
        error={fault}
        onChange={({ currentTarget }) => setMessage(currentTarget.value)}
      />
      <div className={styles['deeds']}>
        {mine.length > 0 && (
          <>
            <Button disabled={busy} onClick={() => void answer('agreed')}>
              {text.agree}
            </Button>
            <Button variant="default" disabled={busy} onClick={() => void answer('change_asked')}>
              {text.change}
            </Button>
          </>
        )}
        <Button variant="default" disabled={busy} onClick={() => void answer('comment')}>
          {text.comment}
        </Button>
      </div>
    </form>
  )
}
