import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { movesQuery } from '../../api/board.ts'
import { contactQuery } from '../../api/contacts.ts'
import { contactName } from '../../components/contact-name.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { boardWords } from '../../words/board-en.ts'
import { words } from '../../words/en.ts'
import { ReasonField } from '../contact/reason-field.tsx'
import styles from './move-card-panel.module.css'

interface MoveCardPanelProps {
  readonly contact: string
  readonly stages: Stages
  readonly track: string | undefined
  /** Where it was dropped. */
  readonly wanted: string | undefined
  readonly onMove: (name: string, from: string, to: string, reason: string | null) => void
  readonly onClose: () => void
}

/** Where a contact may go, why it may not go elsewhere, and the reason that the move needs. */
export function MoveCardPanel({ contact, stages, track, wanted, onMove, onClose }: MoveCardPanelProps) {
  const detail = useQuery(contactQuery(contact))
  const foreseen = useQuery(movesQuery(contact, track))
  const [chosen, setChosen] = useState(wanted ?? null)
  const [reason, setReason] = useState('')
  const { stage = null, moves } = foreseen.data ?? {}
  const move = moves?.find(({ to, may }) => to === chosen && may !== 'never')
  const name = detail.data === undefined ? words.states.loading : contactName(detail.data)
  const given = reason.trim()
  const lacks = move?.may === 'with_reason' && given === ''

  function submit(event: FormEvent) {
    event.preventDefault()
    if (move === undefined || lacks || stage === null) return
    onMove(name, stage, move.to, given === '' ? null : given)
  }

  return (
    <SidePanel title={words.move.title(name)} onClose={onClose}>
      {foreseen.isPending && <PlaceholderRows rows={6} />}
      {foreseen.isError && <ProblemNote error={foreseen.error} onRetry={() => void foreseen.refetch()} />}
      {moves !== undefined && (
        <form className={styles['form']} onSubmit={submit}>
          {stage !== null && <p className={styles['here']}>{boardWords.panel.already(stages.find(stage).name)}</p>}
          <fieldset className={styles['stages']}>
            <legend>{words.move.to}</legend>
            {moves.map(({ to, may, why }) => (
              <label key={to} className={styles['stage']} data-never={may === 'never' || undefined}>
                <input
                  type="radio"
                  name="to"
                  value={to}
                  checked={to === chosen && may !== 'never'}
                  disabled={may === 'never'}
                  onChange={() => {
                    setChosen(to)
                    setReason('')
                  }}
                />
                <StageGlyph ripe={stages.find(to).ripe} size={14} />
                <span className={styles['name']}>
                  {stages.find(to).name}
                  {may === 'never' && <span className={styles['why']}>{why}</span>}
                </span>
              </label>
            ))}
          </fieldset>
          {moves.every(({ may }) => may === 'never') && <p>{boardWords.panel.none}</p>}
          {move !== undefined && (
            <>
              {move.may === 'with_reason' && <p className={styles['needs']}>{move.why}</p>}
              {move.may === 'with_reason' && move.reasons.length === 0 ? (
                <Textarea
                  label={words.move.reason}
                  placeholder={words.move.reasonPlaceholder}
                  maxLength={500}
                  rows={2}
                  required
                  value={reason}
                  onChange={({ currentTarget }) => setReason(currentTarget.value)}
                />
              ) : (
                <ReasonField reasons={move.reasons} value={reason} onChange={setReason} />
              )}
            </>
          )}
          <Button type="submit" disabled={move === undefined || lacks}>
            {move === undefined ? words.move.submitNone : words.move.submit(stages.find(move.to).short)}
          </Button>
          <Link
            to="/contacts/$id"
            params={{ id: contact }}
            search={{ panel: 'move', ...(chosen === null ? {} : { to: chosen }) }}
            className="link"
          >
            {boardWords.openMove}
          </Link>
        </form>
      )}
    </SidePanel>
  )
}
