import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { ImportView } from '../../../../server/src/contract/imports.ts'
import { useUndoImport } from '../../api/imports.ts'
import { importWords } from '../../words/imports-en.ts'
import styles from './undo-import.module.css'

const { one: text } = importWords

interface UndoImportProps {
  readonly one: ImportView
  readonly onClose: () => void
}

/** Tells what an undo takes away before it is done: it cannot itself be undone but by importing again. */
export function UndoImport({ one, onClose }: UndoImportProps) {
  const undo = useUndoImport()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={styles['question']} aria-labelledby="undo-import">
      <h2 id="undo-import" ref={heading} tabIndex={-1} className={styles['title']}>
        {text.undoTitle}
      </h2>
      <p>{text.undoEffect(one, one.fileName)}</p>
      <p>{text.undoAgain}</p>
      {undo.isError && (
        <p role="alert" className={styles['refused']}>
          {text.undoFailed}: {undo.error.message}
        </p>
      )}
      <div className={styles['answers']}>
        <Button className={styles['confirm'] ?? ''} loading={undo.isPending} onClick={() => undo.mutate(one.id)}>
          {text.undoConfirm}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text.cancel}
        </Button>
      </div>
    </section>
  )
}
