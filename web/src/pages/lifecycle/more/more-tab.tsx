import { studioWords } from '../../../words/studio-en.ts'
import { fieldOf } from '../fields/field.ts'
import { ObjectEditor, PlaceEditor } from '../fields/place-editor.tsx'
import { countOf } from '../model/splices.ts'
import { valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import styles from './more.module.css'

const general = ['name', 'timezone', 'trusted_events']
const elsewhere = ['ripen', 'stages', 'detours', 'scores', ...general]

/** Every part of the document that has no page of its own: teams, lists, named criteria, exclusions and so on. */
export function MoreTab() {
  const { root, schema } = useStudio()
  if (schema === null) return null
  const keys = Object.keys(schema.properties ?? {}).filter((key) => !elsewhere.includes(key))
  return (
    <div className={styles['sections']}>
      <section>
        <h3 className={styles['title']}>{studioWords.more.general}</h3>
        <ObjectEditor path={[]} schema={schema} label="" keys={general} isBare />
      </section>
      {keys.map((key) => {
        const part = schema.properties?.[key] ?? {}
        const count = countOf(valueAt(root, [key]))
        return (
          <details key={key} className={styles['section']}>
            <summary>
              <span className={styles['title']}>{studioWords.label(key)}</span>
              <span className={styles['count']}>
                {count === 0 ? studioWords.more.empty : studioWords.more.count(count)}
              </span>
              {part.description !== undefined && <span className={styles['count']}>{part.description}</span>}
            </summary>
            {fieldOf([key], part) !== null && <PlaceEditor path={[key]} schema={part} />}
          </details>
        )
      })}
    </div>
  )
}
