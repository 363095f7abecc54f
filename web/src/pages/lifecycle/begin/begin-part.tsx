import { useLocalStorage } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { lifecycleQuery, presetsQuery } from '../../../api/lifecycle.ts'
import { beginWords } from '../../../words/begin-en.ts'
import fields from '../fields/fields.module.css'
import { useStudio } from '../studio/studio-context.ts'
import styles from './begin.module.css'

const route = getRouteApi('/lifecycle')
const PresetGallery = lazy(() => import('./preset-gallery.tsx').then((module) => ({ default: module.PresetGallery })))
const NextStage = lazy(() => import('./next-stage-panel.tsx').then((module) => ({ default: module.NextStagePanel })))

/** How a lifecycle is begun: presets to choose from, the next stage, or that nobody has begun yet. */
export function BeginPart() {
  const { begin } = route.useSearch()
  const navigate = route.useNavigate()
  const close = () => void navigate({ search: ({ begin: _, ...rest }) => rest, resetScroll: false })
  if (begin === undefined) return <Untouched />
  return (
    <Suspense fallback={null}>
      {begin === 'presets' ? <PresetGallery onClose={close} /> : <NextStage onClose={close} />}
    </Suspense>
  )
}

/** Says so while the preset that Ripen brought along is in force as it came. */
function Untouched() {
  const { data: head } = useQuery(lifecycleQuery())
  const { data: presets } = useQuery(presetsQuery())
  const { text } = useStudio()
  const [kept, keep] = useLocalStorage({ key: 'ripen-preset-kept', defaultValue: '', getInitialValueInEffect: false })
  const preset = presets?.items.find(({ document }) => document === head?.document)
  if (preset === undefined || head === undefined || text !== head.document || kept === preset.key) return null
  return (
    <section className={styles['untouched']} aria-label={beginWords.presets.title}>
      <p>{beginWords.presets.untouched(beginWords.presets.names[preset.key] ?? preset.key)}</p>
      <div className={styles['actions']}>
        <Link
          from="/lifecycle"
          search={(search) => ({ ...search, begin: 'presets' as const })}
          className={fields['button']}
          resetScroll={false}
        >
          {beginWords.presets.title}
        </Link>
        <button type="button" className={fields['button']} onClick={() => keep(preset.key)}>
          <IconX size={13} aria-hidden="true" />
          {beginWords.presets.keep}
        </button>
      </div>
    </section>
  )
}
