import { mapWords } from '../../../words/map-en.ts'
import { isListValue, isMapValue, type Value, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import { Conditions, Part } from './definition-part.tsx'
import { entered } from './map-graph.ts'
import styles from './stage-side.module.css'

const { panel: words } = mapWords

interface HandoffsInWordsProps {
  readonly stage: string
  readonly nameOf: (key: string) => string
}

/** To whom people are handed over who come to a stage, and how soon somebody answers. */
export function HandoffsInWords({ stage, nameOf }: HandoffsInWordsProps) {
  const { root } = useStudio()
  const found = valueAt(root, ['handoffs'])
  const own = (isMapValue(found) ? Object.entries(found) : []).filter(([, handoff]) =>
    entered(valueAt(handoff, ['trigger'])).includes(stage),
  )
  if (own.length === 0)
    return (
      <Part title={words.handoff}>
        <span className={styles['soft']}>{words.noHandoff}</span>
      </Part>
    )
  return own.map(([key, handoff]) => (
    <div key={key} className={styles['handoff']}>
      <Part title={words.handoff}>
        <p>
          {words.handoffTo(nameOf(String(valueAt(handoff, ['to']) ?? '')))}
          {routeText(valueAt(handoff, ['route']))}
        </p>
      </Part>
      <Part title={words.promises}>
        <Promises promises={valueAt(handoff, ['promises'])} />
      </Part>
    </div>
  ))
}

function routeText(route: Value | undefined): string {
  const [by, fallback] = [valueAt(route, ['by']), valueAt(route, ['then'])].map((one) =>
    typeof one === 'string' ? (words.routes[one] ?? one) : null,
  )
  return `${by == null ? '' : `, ${by}`}${fallback == null ? '' : words.orElse(fallback)}`
}

function Promises({ promises }: { readonly promises: Value | undefined }) {
  const tiers = valueAt(promises, ['tiers'])
  const said = promiseText(promises)
  return (
    <>
      <p>{said === '' ? <span className={styles['soft']}>{words.noGuidance}</span> : said}</p>
      {(isListValue(tiers) ? tiers : []).map((tier, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier has no other name than its place
        <div key={index}>
          <p className={styles['soft']}>{words.tier}</p>
          <Conditions value={valueAt(tier, ['if'])} />
          <p>{promiseText(tier)}</p>
        </div>
      ))}
    </>
  )
}

const promiseText = (promises: Value | undefined): string =>
  ['accept', 'respond', 'decide']
    .flatMap((deed) => {
      const time = valueAt(promises, [deed])
      return typeof time === 'string' ? [words.within(words.promise[deed] ?? deed, time)] : []
    })
    .join(', ')
