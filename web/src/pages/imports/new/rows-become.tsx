import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { MappingCheck } from '../../../../../server/src/contract/imports.ts'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { importWords } from '../../../words/imports-en.ts'
import styles from './rows-become.module.css'

const { create: text } = importWords

/** What the first rows would become, in words. */
export function RowsBecome({ check }: { readonly check: UseQueryResult<MappingCheck> }) {
  const { data } = check
  return (
    <section aria-labelledby="becomes" className={styles['part']} aria-busy={check.isFetching}>
      <h2 id="becomes" className={styles['title']}>
        {text.becomes}
      </h2>
      {check.isError && <ProblemNote error={check.error} onRetry={() => void check.refetch()} />}
      {data !== undefined && !data.valid && (
        <div role="alert">
          <p className={styles['soft']}>{text.becomesNone}</p>
          <ul className={styles['notes']}>
            {data.faults.map(({ line, column, text: said }) => (
              <li key={`${line} ${column} ${said}`} data-bad="">
                <IconAlertTriangle size={16} aria-hidden="true" />
                {said}
              </li>
            ))}
          </ul>
        </div>
      )}
      {data?.valid === true && (
        <>
          {data.notices.length > 0 && (
            <ul className={styles['notes']} aria-label={text.atOnce}>
              {data.notices.map(({ code, text: said }) => (
                <li key={`${code} ${said}`}>
                  <IconInfoCircle size={16} aria-hidden="true" />
                  {said}
                </li>
              ))}
            </ul>
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section tabIndex={0} aria-label={text.becomes} className={styles['frame']}>
            <ol className={styles['rows']} data-stale={check.isPlaceholderData || undefined}>
              {data.rows.map(({ row, who, becomes, rejected }) => (
                <li key={row}>
                  <span className={styles['row']}>{text.row(row)}</span>
                  {rejected === null ? (
                    <div className={styles['what']}>
                      <strong>{who ?? text.nobody}</strong>
                      <ul>
                        {becomes.map((said) => (
                          <li key={said}>{said}</li>
                        ))}
                      </ul>
                    </div>
                  ) : (
                    <p className={styles['refused']}>
                      <IconAlertTriangle size={16} aria-hidden="true" />
                      <span>
                        {text.refused}: {rejected}
                      </span>
                    </p>
                  )}
                </li>
              ))}
            </ol>
          </section>
        </>
      )}
    </section>
  )
}
