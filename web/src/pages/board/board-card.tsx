import { useDraggable } from '@dnd-kit/core'
import { Tooltip } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ContactItem } from '../../../../server/src/contract/contacts.ts'
import { cancelPrefetch, prefetchContact } from '../../api/prefetch-contact.ts'
import { contactName } from '../../components/contact-name.ts'
import { boardWords } from '../../words/board-en.ts'
import { useMay } from '../contact-edit/use-may.ts'
import styles from './board-card.module.css'
import { CardFace } from './card-face.tsx'

interface BoardCardProps {
  readonly card: ContactItem
  readonly onMove: () => void
}

/** A contact on the board: carried by the mouse or a finger anywhere, by the keyboard from its button, which also opens the move without any dragging. */
export function BoardCard({ card, onMove }: BoardCardProps) {
  const name = contactName(card)
  const mayMove = useMay('move')
  const { setNodeRef, setActivatorNodeRef, listeners, isDragging } = useDraggable({
    id: card.id,
    data: { card },
    disabled: !mayMove,
    attributes: { roleDescription: '' },
  })
  const { onKeyDown, ...pointer } = listeners ?? {}
  return (
    <li
      ref={setNodeRef}
      className={styles['card']}
      data-card={card.id}
      data-carried={isDragging || undefined}
      data-fixed={!mayMove || undefined}
      onMouseEnter={() => prefetchContact(card.id)}
      onMouseLeave={cancelPrefetch}
      {...pointer}
    >
      <CardFace card={card}>
        <Link
          to="/contacts/$id"
          params={{ id: card.id }}
          search={{}}
          className={styles['name']}
          draggable={false}
          data-unnamed={card.name === null || undefined}
        >
          {name}
        </Link>
      </CardFace>
      {mayMove && (
        <Tooltip label={boardWords.pick(name)} openDelay={500}>
          <button
            ref={setActivatorNodeRef}
            type="button"
            className={styles['grip']}
            aria-label={boardWords.pick(name)}
            aria-describedby="board-keys"
            onClick={onMove}
            onKeyDown={onKeyDown as React.KeyboardEventHandler | undefined}
          >
            <IconGripVertical size={16} stroke={1.75} aria-hidden="true" />
          </button>
        </Tooltip>
      )}
    </li>
  )
}
