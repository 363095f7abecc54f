import { TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { findThresholds, setThreshold, type Threshold } from '../../../../../server/src/domain/lifecycle/thresholds.ts'
import { shortName } from '../../../components/stage/stages.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { thresholdLabel } from './threshold-label.ts'
import styles from './threshold-panel.module.css'
import { ThresholdRow } from './threshold-row.tsx'

const { thresholds: text } = lifecycleWords
const SEARCHED_FROM = 12

interface ThresholdPanelProps {
  readonly published: string
  readonly text: string
  readonly onChange: (text: string) => void
}

/** The numbers of a document that decide, each to be changed where it stands. */
export function ThresholdPanel({ published, text: draft, onChange }: ThresholdPanelProps) {
  const [sought, setSought] = useState('')
  const all = useMemo(() => findThresholds(draft), [draft])
  const before = useMemo(() => new Map(findThresholds(published).map((one) => [keyOf(one), one.value])), [published])
  const shown = all.filter((one) =>
    `${ownerText(one)} ${thresholdLabel(one)}`.toLowerCase().includes(sought.trim().toLowerCase()),
  )
  const groups = Map.groupBy(shown, (one) => `${one.section} ${one.owner}`)
  return (
    <section className={styles['panel']} aria-labelledby="thresholds">
      <h2 id="thresholds" className={styles['title']}>
        {text.title}
      </h2>
      <p className={styles['hint']}>{all.length === 0 ? text.none : text.hint}</p>
      {all.length > SEARCHED_FROM && (
        <TextInput
          size="xs"
          aria-label={text.find}
          placeholder={text.find}
          value={sought}
          onChange={({ currentTarget }) => setSought(currentTarget.value)}
        />
      )}
      <div className={styles['groups']}>
        {[...groups.values()].map((group) => {
          const [first] = group
          if (first === undefined) return null
          return (
            <fieldset key={`${first.section} ${first.owner}`} className={styles['group']}>
              <legend>
                {ownerText(first)}
                <span className={styles['section']}>{text.sections[first.section]}</span>
              </legend>
              {group.map((one) => (
                <ThresholdRow
                  key={keyOf(one)}
                  threshold={one}
                  before={before.get(keyOf(one)) ?? null}
                  onSet={(value) => onChange(setThreshold(draft, one.path, value))}
                />
              ))}
            </fieldset>
          )
        })}
      </div>
    </section>
  )
}

const keyOf = ({ path }: Threshold): string => path.join(' ')

const ownerText = ({ section, owner, name }: Threshold): string =>
  section === 'stages' || section === 'detours' || section === 'exclude'
    ? shortName(owner)
    : (name ?? text.owner(owner))
