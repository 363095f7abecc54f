import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ContactDetail } from '../../../../server/src/contract/contacts.ts'
import { useMoveContact, useVoidTransition } from '../../api/moves.ts'
import { contactName } from '../../components/contact-name.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { notify } from '../../components/notice.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { words } from '../../words/en.ts'
import { ForceMove } from './force-move.tsx'
import styles from './move-panel.module.css'
import { ReasonField } from './reason-field.tsx'
import { StageChoice } from './stage-choice.tsx'

interface MovePanelProps {
  readonly contact: ContactDetail
  readonly stages: Stages
  /** The stage that is chosen at first. */
  readonly wanted: string | null
  readonly onClose: () => void
}

/** Moves a contact by hand: where to and why. A refusal is told, and may be overruled. */
export function MovePanel({ contact, stages, wanted, onClose }: MovePanelProps) {
  const name = contactName(contact)
  const here = contact.positions[0]?.stage ?? null
  const [to, setTo] = useState(wanted)
  const [reason, setReason] = useState('')
  const move = useMoveContact(contact.id)
  const undo = useVoidTransition()
  const target = to === null ? null : stages.find(to)

  function submit(force: boolean) {
    if (to === null) return
    const given = reason.trim()
    move.mutate(
      { to, from: here, reason: given === '' ? null : given, force },
      {
        onSuccess: ({ transition }) => {
          onClose()
          // The panel is gone by then, and what is given to mutate() with it.
          const takeBack = () =>
            void undo.mutateAsync({ transition: transition.id, reason: words.move.cancelUndo }).then(
              () => notify({ text: words.move.undone }),
              ({ message }: Error) => notify({ text: words.move.undoFailed(message) }),
            )
          notify({
            text: words.move.done(name, stages.find(transition.to).name),
            action: { label: words.move.undo, run: takeBack },
          })
        },
      },
    )
  }

  return (
    <SidePanel title={words.move.title(name)} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          submit(false)
        }}
      >
        <StageChoice
          stages={stages}
          here={here}
          chosen={to}
          onChoose={(stage) => {
            setTo(stage)
            setReason('')
            move.reset()
          }}
        />
        <ReasonField reasons={target?.reasons ?? []} value={reason} onChange={setReason} />
        <Button type="submit" disabled={target === null} loading={move.isPending}>
          {target === null ? words.move.submitNone : words.move.submit(target.short)}
        </Button>
        {move.isError && target !== null && (
          <ForceMove refusal={move.error} stage={target} busy={move.isPending} onForce={() => submit(true)} />
        )}
      </form>
    </SidePanel>
  )
}
