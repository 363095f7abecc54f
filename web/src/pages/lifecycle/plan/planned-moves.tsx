import type { PlanView } from '../../../../../server/src/contract/what-if.ts'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { WhyTree } from '../../../components/why/why-tree.tsx'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { Person } from '../person.tsx'
import section from '../section.module.css'
import styles from './planned-moves.module.css'

const { plan: text } = lifecycleWords

interface PlannedMovesProps {
  readonly moves: PlanView['moves']
  readonly stages: Stages
}

/** From where to where people would move, with a few of them and what they fulfil. */
export function PlannedMoves({ moves, stages }: PlannedMovesProps) {
  return (
    <section className={section['section']} aria-labelledby="moves">
      <h2 id="moves" className={section['title']}>
        {text.moves}
      </h2>
      <p className={section['note']}>{text.movesNote}</p>
      <ul className={styles['moves']}>
        {moves.map(({ track, from, to, count, people }) => {
          const target = stages.find(to)
          return (
            <li key={`${track} ${from} ${to}`}>
              <details>
                <summary className={styles['move']}>
                  <StageGlyph ripe={target.ripe} />
                  <span>{text.from(from === null ? null : stages.find(from).short, target.short)}</span>
                  <strong>{lifecycleWords.people(count)}</strong>
                </summary>
                <ul className={styles['people']}>
                  {people.map((person) => (
                    <li key={person.id}>
                      <Person person={person} />
                      {person.explanation !== null && (
                        <WhyTree node={person.explanation} contact={person.id} events={[]} />
                      )}
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
