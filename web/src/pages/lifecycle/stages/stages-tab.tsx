import { getRouteApi } from '@tanstack/react-router'
import { studioWords } from '../../../words/studio-en.ts'
import { useStudio } from '../studio/studio-context.ts'
import { stageEntries } from './stage-entries.ts'
import { StageList } from './stage-list.tsx'
import { StagePanel } from './stage-panel.tsx'
import styles from './stages.module.css'

const route = getRouteApi('/lifecycle')

/** The stages and detours, and the one that is being edited. */
export function StagesTab() {
  const { root } = useStudio()
  const { edit } = route.useSearch()
  const navigate = route.useNavigate()
  const entries = stageEntries(root)
  const chosen = entries.find(({ key }) => key === edit) ?? entries[0]
  const choose = (key: string) => void navigate({ search: (search) => ({ ...search, edit: key }), resetScroll: false })
  return (
    <div className={styles['columns']}>
      <StageList entries={entries} chosen={chosen?.key ?? null} onChoose={choose} />
      {chosen === undefined ? (
        <p>{studioWords.stages.none}</p>
      ) : (
        <StagePanel key={`${chosen.section} ${chosen.index}`} entry={chosen} onChoose={choose} />
      )}
    </div>
  )
}
