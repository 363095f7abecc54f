import type { AuditEntry } from '../../../../server/src/contract/audit.ts'
import { actorText } from '../../components/actor-text.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { words } from '../../words/en.ts'
import { settingsWords } from '../../words/settings-en.ts'
import styles from './settings.module.css'

const text = settingsWords.audit

/** Who did what, with what it was before and after. */
export function AuditLine({ entry }: { readonly entry: AuditEntry }) {
  const { at, actor, actorName, action, subjectName, before, after } = entry
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const isKey = actor !== 'system' && 'key' in actor
  const who = actorName === null ? actorText(actor) : isKey ? text.key(actorName) : actorName
  return (
    <li className={styles['entry']}>
      <p>
        <strong>{who}</strong> {text.action(action)}
        {subjectName !== null && subjectName !== who && (
          <>
            {': '}
            <strong>{subjectName}</strong>
          </>
        )}
      </p>
      <p className={`${styles['small']} ${styles['soft']}`}>
        <TimeAgo at={Date.parse(at)} />
      </p>
      {fields.length > 0 && (
        <details>
          <summary>{text.details}</summary>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{text.field}</th>
                <th scope="col">{text.before}</th>
                <th scope="col">{text.after}</th>
              </tr>
            </thead>
            <tbody>
              {fields.map((field) => (
                <tr key={field}>
                  <td>{field}</td>
                  <td>{shown(before?.[field])}</td>
                  <td>{shown(after?.[field])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </li>
  )
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return words.states.noValue
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.length === 0 ? words.states.noValue : value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
