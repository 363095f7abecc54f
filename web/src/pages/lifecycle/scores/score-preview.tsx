import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ScorePreviewView } from '../../../../../server/src/contract/preview-scores.ts'
import { scorePreviewQuery } from '../../../api/studio.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { number } from '../../../words/en.ts'
import { studioWords } from '../../../words/studio-en.ts'
import fields from '../fields/fields.module.css'
import { Person } from '../person.tsx'
import { useStudio } from '../studio/studio-context.ts'
import styles from './scores.module.css'

const { scores: words } = studioWords
const TYPING = 400

/** What the scores of the draft give to a few real contacts, beside what is in force. */
export function ScorePreview() {
  const { text } = useStudio()
  const [rested] = useDebouncedValue(text, TYPING)
  const answer = useQuery({ ...scorePreviewQuery(rested), retry: false })
  return (
    <section className={styles['preview']} aria-labelledby="score-preview">
      <h3 id="score-preview" className={styles['title']}>
        {words.preview}
      </h3>
      <p className={fields['hint']}>{words.previewNote}</p>
      <div role="status">{answer.isError && <p className={styles['bad']}>{answer.error.message}</p>}</div>
      {answer.data === undefined ? (
        answer.isPending && <PlaceholderRows />
      ) : (
        <Table answer={answer.data} isOld={answer.isPlaceholderData} />
      )}
    </section>
  )
}

function Table({ answer, isOld }: { readonly answer: ScorePreviewView; readonly isOld: boolean }) {
  const [first] = answer.contacts
  if (first === undefined) return <p className={fields['hint']}>{words.previewNone}</p>
  const scores = [
    ...new Set(
      answer.contacts.flatMap(({ current, candidate }) => [
        ...Object.keys(current.scores),
        ...Object.keys(candidate.scores),
      ]),
    ),
  ]
  return (
    <div className={styles['frame']}>
      <table className={styles['table']} data-old={isOld || undefined}>
        <thead>
          <tr>
            <th scope="col">{words.contact}</th>
            {scores.map((score) => (
              <th key={score} scope="col" data-number>
                {score}
              </th>
            ))}
            <th scope="col">{words.gradeColumn}</th>
          </tr>
        </thead>
        <tbody>
          {answer.contacts.map(({ id, name, email, current, candidate }) => (
            <tr key={id}>
              <th scope="row">
                <Person person={{ id, name, email }} />
              </th>
              {scores.map((score) => (
                <Points key={score} now={current.scores[score]} then={candidate.scores[score]} />
              ))}
              <td>
                {current.grade === candidate.grade
                  ? (current.grade ?? studioWords.none)
                  : `${current.grade ?? studioWords.none} → ${candidate.grade ?? studioWords.none}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Score = ScorePreviewView['contacts'][number]['current']['scores'][string] | undefined

function Points({ now, then }: { readonly now: Score; readonly then: Score }) {
  const [before, after] = [Math.round(now?.points ?? 0), Math.round(then?.points ?? 0)]
  const groups = Object.entries(then?.groups ?? {})
    .filter(([, points]) => Math.round(points) !== 0)
    .map(
      ([group, points]) =>
        `${group === '' || group === 'rules' ? words.ungrouped : group} ${number(Math.round(points))}`,
    )
  const parts = [...groups, ...(then?.conditions ? [`${words.conditions} ${number(then.conditions)}`] : [])].join(' · ')
  return (
    <td data-number>
      <span className={before === after ? undefined : styles['changed']}>
        {before === after ? number(after) : `${number(before)} → ${number(after)}`}
      </span>
      {parts !== '' && <span className={styles['parts']}>{parts}</span>}
    </td>
  )
}
