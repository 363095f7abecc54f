import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { lifecycleQuery } from '../../../api/lifecycle.ts'
import { segmentsQuery } from '../../../api/segments.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { listWords } from '../../../words/contact-list-en.ts'
import { panelWords } from '../../../words/contact-panels-en.ts'
import { studioWords } from '../../../words/studio-en.ts'
import { CriteriaEditor } from '../../lifecycle/criteria/criteria-editor.tsx'
import { openText } from '../../lifecycle/model/opened.ts'
import { isMapValue, type ValueMap } from '../../lifecycle/model/value.ts'
import { StudioContext } from '../../lifecycle/studio/studio-context.ts'
import { SaveFilter } from '../segments/save-filter.tsx'
import styles from './filter-panel.module.css'
import { FILTER, useFilterStudio } from './use-filter-studio.ts'
import { useLiveFilter } from './use-live-filter.ts'

const { filter: words } = panelWords

/** The conditions by which the list is narrowed, with the builder of the lifecycle's own. */
export function FilterPanel() {
  const head = useQuery(lifecycleQuery())
  const text = head.data?.document
  const document = useMemo(() => {
    const value = text === undefined ? undefined : openText(text)?.value
    return isMapValue(value) ? value : {}
  }, [text])
  if (head.isPending) return <PlaceholderRows rows={6} />
  if (head.isError && text === undefined) return <ProblemNote error={head.error} onRetry={() => void head.refetch()} />
  return <FilterBuilder document={document} />
}

const noKeys: readonly string[] = []

function FilterBuilder({ document }: { readonly document: ValueMap }) {
  const { data: saved } = useQuery(segmentsQuery())
  const segments = useMemo(() => saved?.map(({ key }) => key) ?? noKeys, [saved])
  const { filter, setFilter, first, error } = useLiveFilter()
  const studio = useFilterStudio({ document, segments, filter, onChange: setFilter })
  return (
    <div className={styles['panel']}>
      <p className={styles['intro']}>{words.intro}</p>
      <StudioContext value={studio}>
        <CriteriaEditor path={FILTER} label={words.label} />
      </StudioContext>
      <div role="status" className={styles['count']}>
        {error === null ? (
          <>
            <p className={styles['number']}>
              {filter === null ? words.nothing : first === undefined ? words.counting : words.count(first.total)}
            </p>
            {first?.counting !== undefined && <p>{listWords.filter.looking(first.counting)}</p>}
          </>
        ) : (
          <p className={styles['fault']}>
            <strong>{words.fault}:</strong> {error.message}
          </p>
        )}
      </div>
      {filter !== null && (
        <>
          <p>
            <button type="button" className={styles['clear']} onClick={() => setFilter(null)}>
              {words.clear}
            </button>
          </p>
          <SaveFilter filter={filter} isSound={error === null && first !== undefined} />
        </>
      )}
      <p className={styles['hint']}>{studioWords.criteria.hint}</p>
    </div>
  )
}
