import type { ExplanationView, WhyView } from '../../../../server/src/contract/why.ts'
import { words } from '../../words/en.ts'
import { EvidenceLink } from './evidence-link.tsx'
import { observedText } from './observed-text.ts'
import { Verdict } from './verdict.tsx'
import styles from './why.module.css'

interface WhyLeafProps {
  readonly leaf: Extract<ExplanationView, { op: 'leaf' }>
  /** Asked for is the opposite (default: false). */
  readonly isDenied?: boolean
  readonly contact: string
  readonly events: WhyView['evidenceEvents']
}

/** One condition: its sentence, what was found, and the newest of the events behind it. */
export function WhyLeaf({ leaf, isDenied = false, contact, events }: WhyLeafProps) {
  const { kind, text, observed, found, evidence } = leaf
  const holds = leaf.holds !== isDenied
  const behind = events.filter(({ id }) => evidence.includes(id)).slice(-3)
  return (
    <div className={styles['node']} data-holds={holds}>
      <p className={styles['line']}>
        <Verdict holds={holds} />
        <span>
          {isDenied ? words.contact.denied(text) : sentence(text)}
          {typeof observed !== 'boolean' && (
            <>
              {' '}
              <span className={styles['found']}>· {words.contact.found(found ?? observedText(kind, observed))}</span>
            </>
          )}
        </span>
      </p>
      {behind.length > 0 && (
        <ul className={styles['evidence']} aria-label={words.contact.evidence}>
          {behind.map((event) => (
            <li key={event.id}>
              <EvidenceLink contact={contact} event={event} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
