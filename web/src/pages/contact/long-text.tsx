import { useState } from 'react'
import { words } from '../../words/en.ts'
import styles from './facts.module.css'

const SHORT = 160
/** More than this nobody reads here; the whole is in the event that told it. */
const MOST = 20_000

/** A text that is cut where it is long, and opens in a box that scrolls. */
export function LongText({ text }: { readonly text: string }) {
  const [isOpen, setOpen] = useState(false)
  if (text.length <= SHORT) return text
  return (
    <>
      {isOpen ? (
        <textarea
          readOnly
          rows={10}
          className={styles['whole']}
          aria-label={words.contact.size(text.length)}
          value={text.length > MOST ? `${text.slice(0, MOST)} …` : text}
        />
      ) : (
        `${text.slice(0, SHORT)}… `
      )}
      <button type="button" className="plain-button link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? words.contact.showLess : words.contact.showAll(words.contact.size(text.length))}
      </button>
    </>
  )
}
