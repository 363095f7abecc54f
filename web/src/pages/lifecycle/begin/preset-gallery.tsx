import { useQuery } from '@tanstack/react-query'
import { lifecycleQuery, presetsQuery } from '../../../api/lifecycle.ts'
import { notify } from '../../../components/notice.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { beginWords } from '../../../words/begin-en.ts'
import fields from '../fields/fields.module.css'
import { openText } from '../model/opened.ts'
import { applyEdits } from '../model/patch.ts'
import { stageEntries } from '../stages/stage-entries.ts'
import { useStudio } from '../studio/studio-context.ts'
import styles from './begin.module.css'
import { BeginSection } from './begin-section.tsx'
import { PresetPicture } from './preset-picture.tsx'
import { waysToPreset } from './ways-to-presets.ts'

const { presets: words } = beginWords

interface Preset {
  readonly key: string
  readonly says: string
  readonly document: string
}

/** Presets to begin with, each with a picture of its stages; one becomes the draft. The smallest stands first. */
export function PresetGallery({ onClose }: { readonly onClose: () => void }) {
  const { data: head } = useQuery(lifecycleQuery())
  const presets = useQuery(presetsQuery())
  const studio = useStudio()
  const take = ({ key, document }: Preset) => {
    const name = words.names[key] ?? key
    const before = studio.text
    const [inForce, chosen] = [openText(head?.document ?? ''), openText(document)]
    const ways = inForce === null || chosen === null ? {} : waysToPreset(inForce.value, chosen.value)
    const gone = Object.keys(ways).length
    const text =
      gone === 0 ? document : (applyEdits(document, [{ do: 'set', path: ['migrate'], value: ways }]) ?? document)
    studio.type(text)
    notify({
      text: gone === 0 ? words.taken(name) : words.takenMoving(name, gone),
      action: { label: words.undo, run: () => studio.type(before) },
    })
    onClose()
  }
  const items = presets.data?.items ?? []
  const sorted = [...items].sort((a, b) => Number(b.key === 'two-step') - Number(a.key === 'two-step'))
  return (
    <BeginSection title={words.title} onClose={onClose}>
      <p className={styles['advice']}>{words.advice}</p>
      {presets.isError && <ProblemNote error={presets.error} onRetry={() => void presets.refetch()} />}
      {presets.isPending && <PlaceholderRows />}
      <ul className={styles['gallery']}>
        {sorted.map((preset) => (
          <li key={preset.key} data-small={preset.key === 'two-step' || undefined}>
            <PresetCard
              preset={preset}
              isInForce={preset.document === head?.document}
              isDraft={preset.document === studio.text && studio.text !== head?.document}
              onTake={() => take(preset)}
            />
          </li>
        ))}
      </ul>
    </BeginSection>
  )
}

interface PresetCardProps {
  readonly preset: Preset
  readonly isInForce: boolean
  readonly isDraft: boolean
  readonly onTake: () => void
}

function PresetCard({ preset: { key, says, document }, isInForce, isDraft, onTake }: PresetCardProps) {
  const entries = stageEntries(openText(document)?.value ?? {})
  const name = words.names[key] ?? key
  const stages = entries.filter(({ section }) => section === 'stages').length
  return (
    <article className={styles['card']} aria-label={name}>
      <h3>
        {key === 'two-step' ? `${words.small}: ${name}` : name}
        <span>{words.size(stages, entries.length - stages)}</span>
      </h3>
      <PresetPicture entries={entries} />
      <p>{says}</p>
      <p className={styles['suits']}>{key === 'two-step' ? words.smallAdvice : (words.suits[key] ?? '')}</p>
      <div className={styles['actions']}>
        <button type="button" className={fields['button']} aria-label={words.useOf(name)} onClick={onTake}>
          {words.use}
        </button>
        {isInForce && <span className={styles['soft']}>{words.inForce}</span>}
        {isDraft && <span className={styles['soft']}>{words.inDraft}</span>}
      </div>
    </article>
  )
}
