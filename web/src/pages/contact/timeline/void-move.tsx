import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useVoidTransition } from '../../../api/moves.ts'
import { notify } from '../../../components/notice.ts'
import { words } from '../../../words/en.ts'
import styles from './void-move.module.css'

interface VoidMoveProps {
  readonly transition: string
  /** The move in words, for those who do not see where the button stands. */
  readonly move: string
}

/** Declares a move a mistake, with a reason; what rested on it is taken back with it. */
export function VoidMove({ transition, move }: VoidMoveProps) {
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const undo = useVoidTransition()
  const given = reason.trim()

  function submit(event: FormEvent) {
    event.preventDefault()
    if (given === '') return
    // The move is gone from the page by then, and what is given to mutate() with it.
    void undo.mutateAsync({ transition, reason: given }).then(
      ({ voided }) => notify({ text: words.move.tookBack(voided.length) }),
      () => {},
    )
  }

  if (!isOpen)
    return (
      <button
        type="button"
        className={styles['open']}
        aria-label={words.move.takeBackThis(move)}
        onClick={() => setOpen(true)}
      >
        {words.move.takeBack}
      </button>
    )
  return (
    <form className={styles['form']} onSubmit={submit}>
      <p className={styles['effect']}>{words.move.takeBackEffect}</p>
      <TextInput
        size="xs"
        ref={focus}
        label={words.move.takeBackReason}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {undo.isError && (
        <p role="alert" className={styles['refused']}>
          {words.move.undoFailed(undo.error.message)}
        </p>
      )}
      <div className={styles['answers']}>
        <Button type="submit" size="xs" disabled={given === ''} loading={undo.isPending}>
          {words.move.takeBackConfirm}
        </Button>
        <Button size="xs" variant="default" onClick={() => setOpen(false)}>
          {words.move.cancel}
        </Button>
      </div>
    </form>
  )
}

function focus(field: HTMLInputElement | null): void {
  field?.focus()
}
