import type { WhyView } from '../../../../server/src/contract/why.ts'
import { words } from '../../words/en.ts'
import { ScoreLine } from './score-line.tsx'
import styles from './scores.module.css'
import section from './section.module.css'

/** Every score with what it is made of. */
export function Scores({ why }: { readonly why: WhyView }) {
  const scores = Object.entries(why.scores)
  if (scores.length === 0) return null
  const most = Math.max(100, ...scores.map(([, { points }]) => points))
  return (
    <section aria-labelledby="scores">
      <h2 id="scores" className={section['title']}>
        {words.contact.scores}
        {why.grade !== null && <span className={styles['grade']}>{words.contact.grade(why.grade)}</span>}
      </h2>
      {scores.map(([name, score]) => (
        <ScoreLine key={name} name={name} score={score} most={most} contact={why.contact.id} />
      ))}
    </section>
  )
}
