import { IconDownload } from '@tabler/icons-react'
import type { ImportDetail } from '../../../../server/src/contract/imports.ts'
import { actorText } from '../../components/actor-text.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { number } from '../../words/en.ts'
import { importWords } from '../../words/imports-en.ts'
import styles from './import-facts.module.css'
import { rejectsAddress } from './rejects-address.ts'

const { one: text, columns } = importWords

/** What became of the rows, what was noticed, and by which mapping. */
export function ImportFacts({ one }: { readonly one: ImportDetail }) {
  const isOver = one.state === 'done' || one.state === 'failed'
  return (
    <div className={styles['facts']}>
      <dl className={styles['counts']}>
        {(['rows', 'imported', 'duplicates', 'rejected'] as const).map((name) => (
          <div key={name}>
            <dt>{columns[name]}</dt>
            <dd data-bad={(name === 'rejected' && one.rejected > 0) || undefined}>{number(one[name])}</dd>
          </div>
        ))}
      </dl>
      {one.rejects && (
        <section>
          <h2 className={styles['title']}>{text.rejects}</h2>
          <p className={styles['text']}>{text.rejectsText(one.rejected)}</p>
          <a href={rejectsAddress(one.id)} download className={`link ${styles['download']}`}>
            <IconDownload size={16} aria-hidden="true" />
            {text.download}
          </a>
        </section>
      )}
      {(isOver || one.notices.length > 0) && (
        <section>
          <h2 className={styles['title']}>{text.notices}</h2>
          {one.notices.length === 0 ? (
            <p className={styles['text']}>{text.noticesNone}</p>
          ) : (
            <ul className={styles['notices']}>
              {one.notices.map(({ code, text: said }) => (
                <li key={`${code} ${said}`}>{said}</li>
              ))}
            </ul>
          )}
        </section>
      )}
      <section>
        <h2 className={styles['title']}>{text.facts}</h2>
        <dl className={styles['pairs']}>
          <dt>{text.readAs}</dt>
          <dd>{one.mappingName}</dd>
          <dt>{columns.by}</dt>
          <dd>
            {actorText(one.by)}, <TimeAgo at={Date.parse(one.startedAt)} isPhrase />
          </dd>
          <dt>{text.source}</dt>
          <dd>
            <code>{one.source}</code>
          </dd>
        </dl>
      </section>
      <details className={styles['mapping']}>
        <summary>{text.mapping}</summary>
        <p className={styles['text']}>{text.mappingNote}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{one.mapping}</pre>
      </details>
    </div>
  )
}
