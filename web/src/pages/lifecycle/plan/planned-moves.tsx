import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { PlanView } from '../../../../../server/src/contract/what-if.ts'
import { ChartFrame } from '../../../components/chart/chart-frame.tsx'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { WhyTree } from '../../../components/why/why-tree.tsx'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { Person } from '../person.tsx'
import section from '../section.module.css'
import { useStudio } from '../studio/studio-context.ts'
import { MovesSankey } from './moves-sankey.tsx'
import { MovesTable } from './moves-table.tsx'
import styles from './planned-moves.module.css'
import { flowKey, plannedNames } from './planned-names.ts'

const route = getRouteApi('/lifecycle')
const { plan: text } = lifecycleWords

interface PlannedMovesProps {
  readonly moves: PlanView['moves']
  readonly stages: Stages
}

/** From where to where people would move, as a picture and with a few of them and what they fulfil. */
export function PlannedMoves({ moves, stages }: PlannedMovesProps) {
  const { flow = null } = route.useSearch()
  const { root } = useStudio()
  const names = plannedNames(root, stages, text.noStage)
  return (
    <section className={section['section']} aria-labelledby="moves">
      <ChartFrame
        title={text.moves}
        table={() => ({
          columns: [text.columns.from, text.columns.to, text.columns.people],
          rows: moves.map((move) => [names.of(move.from ?? '').name, names.of(move.to).name, move.count]),
        })}
        head={
          <h2 id="moves" className={section['title']}>
            {text.moves}
          </h2>
        }
      >
        <MovesSankey moves={moves} names={names} chosen={flow} />
      </ChartFrame>
      <MovesTable moves={moves} names={names} />
      <p className={section['note']}>{text.movesNote}</p>
      <ul className={styles['moves']}>
        {moves.map((move) => (
          <Move key={flowKey(move)} move={move} names={names} isChosen={flowKey(move) === flow} />
        ))}
      </ul>
    </section>
  )
}

interface MoveProps {
  readonly move: PlanView['moves'][number]
  readonly names: ReturnType<typeof plannedNames>
  /** Opened by the picture. */
  readonly isChosen: boolean
}

function Move({ move: { from, to, count, people }, names, isChosen }: MoveProps) {
  const place = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (!isChosen || place.current === null) return
    place.current.open = true
    place.current.querySelector('summary')?.focus({ preventScroll: true })
    place.current.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  const target = names.of(to)
  return (
    <li>
      <details ref={place}>
        <summary className={styles['move']}>
          <StageGlyph ripe={target.ripe} />
          <span>{text.from(from === null ? null : names.of(from).name, target.name)}</span>
          <strong>{lifecycleWords.people(count)}</strong>
        </summary>
        <ul className={styles['people']}>
          {people.map((person) => (
            <li key={person.id}>
              <Person person={person} />
              {person.explanation !== null && <WhyTree node={person.explanation} contact={person.id} events={[]} />}
            </li>
          ))}
          {count > people.length && people.length > 0 && (
            <li className={section['soft']}>{text.moreOfThem(count - people.length)}</li>
          )}
        </ul>
      </details>
    </li>
  )
}
