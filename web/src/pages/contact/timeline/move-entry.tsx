import type { TransitionView } from '../../../../../server/src/contract/transitions.ts'
import { clockText, exactText } from '../../../components/moment.ts'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { words } from '../../../words/en.ts'
import styles from './timeline.module.css'
import { entryId } from './use-go-to-event.ts'
import { VoidMove } from './void-move.tsx'

interface MoveEntryProps {
  readonly move: TransitionView
  readonly stages: Stages
  readonly isTarget: boolean
}

/** A change of stage among the things that happened. */
export function MoveEntry({ move, stages, isTarget }: MoveEntryProps) {
  const at = Date.parse(move.at)
  const to = stages.find(move.to)
  const from = move.from === null ? null : stages.find(move.from)
  return (
    <li
      id={entryId(move.id)}
      tabIndex={-1}
      className={`${styles['entry']} ${styles['move']}`}
      data-target={isTarget || undefined}
      data-voided={move.voided || undefined}
    >
      <time dateTime={move.at} title={exactText(at)} className={styles['time']}>
        {clockText(at)}
      </time>
      <span className={styles['icon']}>
        <StageGlyph ripe={to.ripe} size={16} />
      </span>
      <div className={styles['what']}>
        <p>
          <span className={styles['moved']}>{words.contact.moved(from?.short ?? null, to.short)}</span>
          {move.level !== null && <span className={styles['soft']}> · {words.contact.level(move.level)}</span>}
          <span className={styles['soft']}>
            {' '}
            · {move.text}
            {move.reason !== null && ` (${move.reason})`}
          </span>
          {move.voided && <span className={styles['undone']}>{words.contact.voided}</span>}
        </p>
        {move.skipped
          .filter(({ why }) => why !== 'passed')
          .map(({ stage, text }) => (
            <p key={stage} className={styles['soft']}>
              {text}
            </p>
          ))}
      </div>
      {!move.voided && <VoidMove transition={move.id} move={words.contact.moved(from?.short ?? null, to.short)} />}
    </li>
  )
}
