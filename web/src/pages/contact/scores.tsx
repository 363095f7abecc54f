import type { WhyView } from '../../../../server/src/contract/why.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { words } from '../../words/en.ts'
import { ScoreLine } from './score-line.tsx'
import styles from './scores.module.css'
import section from './section.module.css'

/** Every score with what it is made of. */
export function Scores({ why, stages }: { readonly why: WhyView; readonly stages: Stages }) {
  const scores = Object.entries(why.scores)
  if (scores.length === 0) return null
  return (
    <section aria-labelledby="scores">
      <h2 id="scores" className={section['title']}>
        {words.contact.scores}
        {why.grade !== null && <span className={styles['grade']}>{words.contact.grade(why.grade)}</span>}
      </h2>
      {why.folded < why.events && <p className={styles['note']}>{words.contact.folded(why.folded, why.events)}</p>}
      {scores.map(([key, score]) => (
        <ScoreLine key={key} score={score} contact={why.contact.id} stages={stages} />
      ))}
    </section>
  )
}
