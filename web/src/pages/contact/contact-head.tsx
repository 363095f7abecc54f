import { Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowsExchange } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import type { ContactDetail } from '../../../../server/src/contract/contacts.ts'
import { ContactMark } from '../../components/contact-mark.tsx'
import { contactName } from '../../components/contact-name.ts'
import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { words } from '../../words/en.ts'
import styles from './contact-head.module.css'
import { describe } from './describe.ts'
import { useUndoLastMove } from './use-undo-last-move.ts'

const route = getRouteApi('/contacts/$id')

interface ContactHeadProps {
  readonly contact: ContactDetail
  readonly stages: Stages
}

/** Who it is, where it stands, and what can be done. */
export function ContactHead({ contact, stages }: ContactHeadProps) {
  const navigate = route.useNavigate()
  const undo = useUndoLastMove(contact)
  const position = contact.positions[0]
  const stage = position === undefined ? null : stages.find(position.stage)
  return (
    <header className={styles['head']}>
      <ContactMark name={contact.name ?? contact.email} size={44} />
      <div className={styles['who']}>
        <h1 className={styles['name']}>{contactName(contact)}</h1>
        <p className={styles['about']}>{contact.erased ? words.contact.erased : describe(contact)}</p>
      </div>
      <div className={styles['stand']}>
        <p className={styles['stage']}>
          {stage !== null && <StageGlyph ripe={stage.ripe} size={16} />}
          <strong>{stage?.short ?? words.contacts.noStage}</strong>
          {position?.level != null && <span className={styles['level']}>{position.level}</span>}
        </p>
        {position !== undefined && (
          <p className={styles['about']}>
            {words.contact.sinceShort} <TimeAgo at={Date.parse(position.since)} />
          </p>
        )}
      </div>
      <div className={styles['actions']}>
        {undo !== null && (
          <Button
            variant="default"
            size="xs"
            loading={undo.isPending}
            leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
            onClick={() => undo.mutate(words.move.undoReason)}
          >
            {words.contact.undo}
          </Button>
        )}
        {position !== undefined && (
          <Button
            size="xs"
            leftSection={<IconArrowsExchange size={16} aria-hidden="true" />}
            onClick={() =>
              void navigate({ search: (search) => ({ ...search, panel: 'move' as const }), resetScroll: false })
            }
          >
            {words.contact.move}
          </Button>
        )}
      </div>
    </header>
  )
}
