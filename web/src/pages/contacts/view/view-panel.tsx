import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { notify } from '../../../components/notice.ts'
import { panelWords } from '../../../words/contact-panels-en.ts'
import { AddColumn } from './add-column.tsx'
import { ColumnOrder } from './column-order.tsx'
import { MOST_COLUMNS } from './columns.ts'
import { isUsual, searchOf, usualView } from './list-view.ts'
import { useListView } from './use-list-view.ts'
import styles from './view-panel.module.css'

const { view: words } = panelWords

/** Which columns the list has, in which order, and how close its rows stand. */
export function ViewPanel() {
  const { view, setView } = useListView()
  const { columns } = view
  const { buildLocation } = useRouter()
  const copy = async () => {
    // Whoever opens it sees this view, whatever view is theirs.
    const { href } = buildLocation({
      to: '/contacts',
      search: ({ panel: _, edit: __, why: ___, ...search }: Record<string, unknown>) => ({
        ...search,
        ...searchOf(view),
      }),
    })
    try {
      await navigator.clipboard.writeText(new URL(href, window.location.origin).href)
      notify({ text: words.copied })
    } catch {
      notify({ text: words.notCopied })
    }
  }
  return (
    <div className={styles['panel']}>
      <section className={styles['part']}>
        <h3 className={styles['title']}>{words.shown}</h3>
        <ColumnOrder view={view} onView={setView} />
        <p className={styles['hint']}>{words.hint}</p>
      </section>
      <section className={styles['part']}>
        <h3 className={styles['title']}>{words.addColumn}</h3>
        {columns.length < MOST_COLUMNS ? (
          <AddColumn
            shown={columns.map(({ name }) => name)}
            onAdd={(name) => setView({ ...view, columns: [...columns, { name, width: null }] })}
          />
        ) : (
          <p className={styles['hint']}>{words.full(MOST_COLUMNS)}</p>
        )}
      </section>
      <section className={styles['part']}>
        <h3 className={styles['title']}>{words.density}</h3>
        <fieldset className={styles['choice']}>
          <legend className="for-readers-only">{words.density}</legend>
          {[false, true].map((compact) => (
            <button
              key={String(compact)}
              type="button"
              className={styles['option']}
              aria-pressed={view.compact === compact}
              onClick={() => setView({ ...view, compact })}
            >
              {compact ? words.compact : words.roomy}
            </button>
          ))}
        </fieldset>
      </section>
      <section className={styles['part']}>
        <div className={styles['buttons']}>
          <Button variant="default" onClick={() => void copy()}>
            {words.copy}
          </Button>
          {!isUsual(view) && (
            <Button variant="default" onClick={() => setView(usualView)}>
              {words.reset}
            </Button>
          )}
        </div>
        <p className={styles['hint']}>{words.copyNote}</p>
      </section>
    </div>
  )
}
