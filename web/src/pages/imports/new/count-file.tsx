import { Button } from '@mantine/core'
import type { ReadingOptions } from '../../../../../server/src/contract/imports.ts'
import { useDryRun } from '../../../api/imports.ts'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { importWords } from '../../../words/imports-en.ts'
import styles from './new-import.module.css'

const { create: text } = importWords

interface CountFileProps {
  readonly file: string
  readonly mapping: string
  readonly reading: ReadingOptions
  readonly isValid: boolean
}

/** Counts the whole file before anything is written: how many rows are new, known, or rejected. */
export function CountFile({ file, mapping, reading, isValid }: CountFileProps) {
  const count = useDryRun()
  const { data } = count
  // What was counted by another mapping says nothing of this one.
  const isOfThis =
    count.variables?.mapping === mapping && JSON.stringify(count.variables.reading) === JSON.stringify(reading)
  return (
    <section aria-labelledby="count" className={styles['part']}>
      <div className={styles['heading']}>
        <h2 id="count">{text.count}</h2>
        <Button
          variant="default"
          size="xs"
          disabled={!isValid}
          loading={count.isPending}
          onClick={() => count.mutate({ file, mapping, reading })}
        >
          {text.countNow}
        </Button>
      </div>
      <div role="status">
        {count.isError && isOfThis && (
          <ProblemNote error={count.error} onRetry={() => count.mutate({ file, mapping, reading })} />
        )}
        {data === undefined || !isOfThis ? (
          <p className={styles['soft']}>{text.countHint}</p>
        ) : (
          <p>
            {text.counted(data)} {!data.whole && text.countedPart}
          </p>
        )}
        {data !== undefined && isOfThis && data.notices.length > 0 && (
          <ul className={styles['soft']}>
            {data.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
