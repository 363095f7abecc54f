import { IconPlus } from '@tabler/icons-react'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import { studioWords } from '../../../words/studio-en.ts'
import fields from '../fields/fields.module.css'
import { Tool } from '../fields/tool.tsx'
import { moveItem } from '../model/criteria-edits.ts'
import { namesOf } from '../model/references.ts'
import { isListValue, type Value, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import { freeKey, type StageEntry } from './stage-entries.ts'
import styles from './stages.module.css'

const { stages: words } = studioWords

interface StageListProps {
  readonly entries: readonly StageEntry[]
  readonly chosen: string | null
  readonly onChoose: (key: string) => void
}

/** The stages in their order and the detours; one is chosen, moved, or added. */
export function StageList({ entries, chosen, onChoose }: StageListProps) {
  const { root, change, set } = useStudio()
  const add = (section: StageEntry['section']) => {
    const key = freeKey(entries, section === 'stages' ? 'new_stage' : 'new_detour')
    const owner = namesOf(root, 'team')[0]
    const value: Value = {
      key,
      name: section === 'stages' ? words.newName : words.newDetour,
      ...(owner === undefined ? {} : { owner }),
      ...(section === 'stages' ? { entry: { mode: 'manual' } } : {}),
    }
    const list = valueAt(root, [section])
    const after = entries.find((one) => one.key === chosen && one.section === section)
    const at = after === undefined ? (isListValue(list) ? list.length : 0) : after.index + 1
    if (isListValue(list) && list.length > 0) change([{ do: 'insert', path: [section], at, value }])
    else set([section], [value])
    onChoose(key)
  }
  return (
    <nav className={styles['list']} aria-label={words.title}>
      {(['stages', 'detours'] as const).map((section) => {
        const own = entries.filter((entry) => entry.section === section)
        return (
          <section key={section}>
            <h3 className={fields['legend']}>{words[section]}</h3>
            <ol>
              {own.map((entry) => (
                <li key={entry.key} className={styles['entry']} data-chosen={entry.key === chosen || undefined}>
                  <button
                    type="button"
                    className={styles['choose']}
                    aria-current={entry.key === chosen ? 'true' : undefined}
                    onClick={() => onChoose(entry.key)}
                  >
                    <StageGlyph ripe={entry.ripe} />
                    <span className={styles['name']}>{entry.name}</span>
                  </button>
                  {entry.key === chosen && (
                    <span className={fields['tools']}>
                      <Tool
                        icon="up"
                        label={studioWords.up(entry.name)}
                        isOff={entry.index === 0}
                        onClick={() => change(moveItem([section], own.length, entry.index, entry.index - 1))}
                      />
                      <Tool
                        icon="down"
                        label={studioWords.down(entry.name)}
                        isOff={entry.index === own.length - 1}
                        onClick={() => change(moveItem([section], own.length, entry.index, entry.index + 1))}
                      />
                    </span>
                  )}
                </li>
              ))}
            </ol>
            <button type="button" className={fields['button']} onClick={() => add(section)}>
              <IconPlus size={13} aria-hidden="true" />
              {section === 'stages' ? words.addStage : words.addDetour}
            </button>
          </section>
        )
      })}
    </nav>
  )
}
