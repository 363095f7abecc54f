import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ImportView } from '../../../../server/src/contract/imports.ts'
import { actorText } from '../../components/actor-text.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { number } from '../../words/en.ts'
import { importWords } from '../../words/imports-en.ts'
import { ImportStateMark } from './import-state.tsx'
import styles from './imports-table.module.css'
import { rejectsAddress } from './rejects-address.ts'

const { columns } = importWords

/** One row for each file; the whole row leads to it. */
export function ImportsTable({ imports }: { readonly imports: readonly ImportView[] }) {
  return (
    <table className={styles['table']}>
      <caption className="for-readers-only">{importWords.list}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.file}</th>
          <th scope="col" className={styles['state']}>
            {columns.state}
          </th>
          <th scope="col" className={styles['figure']}>
            {columns.imported}
          </th>
          <th scope="col" className={`${styles['figure']} ${styles['spare']}`}>
            {columns.duplicates}
          </th>
          <th scope="col" className={styles['figure']}>
            {columns.rejected}
          </th>
          <th scope="col" className={styles['by']}>
            {columns.by}
          </th>
          <th scope="col" className={styles['at']}>
            {columns.at}
          </th>
        </tr>
      </thead>
      <tbody>
        {imports.map((one) => (
          <ImportsRow key={one.id} one={one} />
        ))}
      </tbody>
    </table>
  )
}

function ImportsRow({ one }: { readonly one: ImportView }) {
  const { id, fileName, mappingName, state, imported, duplicates, rejected, rejects, by, startedAt } = one
  const isMoving = state === 'running' || state === 'undoing'
  return (
    <tr>
      <td>
        <Link to="/imports/$id" params={{ id }} className={styles['file']}>
          {fileName}
        </Link>
        <span className={styles['mapping']}>{mappingName}</span>
      </td>
      <td>
        <ImportStateMark state={state} />
        {isMoving && (
          <ProgressBar
            label={importWords.one.progress}
            done={one.bytesRead}
            total={state === 'running' ? one.bytes : null}
          />
        )}
      </td>
      <td className={styles['figure']}>{number(imported)}</td>
      <td className={`${styles['figure']} ${styles['spare']}`}>{number(duplicates)}</td>
      <td className={styles['figure']}>
        {rejects ? (
          <a
            href={rejectsAddress(id)}
            download
            className={`link ${styles['rejects']}`}
            aria-label={`${number(rejected)}: ${importWords.downloadRejected(fileName)}`}
          >
            {number(rejected)}
            <IconDownload size={14} aria-hidden="true" />
          </a>
        ) : (
          number(rejected)
        )}
      </td>
      <td className={styles['by']}>{actorText(by)}</td>
      <td className={styles['at']}>
        <TimeAgo at={Date.parse(startedAt)} />
      </td>
    </tr>
  )
}
