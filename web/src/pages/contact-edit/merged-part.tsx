import { Button } from '@mantine/core'
import type { ContactParts } from '../../../../server/src/contract/contact-edit.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import styles from './contact-edit.module.css'

const text = contactEditWords.parts

interface MergedPartProps {
  readonly part: ContactParts['parts'][number]
  /** It was merged into another of the merged ones. */
  readonly isInner: boolean
  readonly busy: boolean
  readonly onTakeOut: () => void
}

/** A contact that was merged into this one, with what it brought. */
export function MergedPart({ part, isInner, busy, onTakeOut }: MergedPartProps) {
  const { name, identities, events, mergedAt } = part
  const called = name ?? identities[0]?.value ?? part.row
  return (
    <section className={styles['part']} aria-label={called}>
      <div>
        <h2 className={styles['section']}>{called}</h2>
        <p className={styles['soft']}>
          {text.events(events)}
          {mergedAt !== null && (
            <>
              {' · '}
              {text.mergedOn} <TimeAgo at={Date.parse(mergedAt)} isPhrase />
            </>
          )}
        </p>
        <ul>
          {identities.map(({ kind, value }) => (
            <li key={`${kind} ${value}`} className={styles['cut']}>
              <span className={styles['soft']}>{contactEditWords.kinds[kind]}</span> {value}
            </li>
          ))}
        </ul>
        {isInner && <p className={styles['soft']}>{text.inner}</p>}
      </div>
      {!isInner && (
        <Button variant="default" size="xs" loading={busy} aria-label={text.takeOutOf(called)} onClick={onTakeOut}>
          {text.takeOut}
        </Button>
      )}
    </section>
  )
}
