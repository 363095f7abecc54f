import { IconArrowRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { LatestMove } from '../../../../server/src/contract/home.ts'
import { cancelPrefetch, prefetchContact } from '../../api/prefetch-contact.ts'
import { ContactMark } from '../../components/contact-mark.tsx'
import { StageBadge } from '../../components/stage/stage-badge.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { words } from '../../words/en.ts'
import { homeWords } from '../../words/home-en.ts'
import styles from './home.module.css'

interface LatestMovesProps {
  readonly moves: readonly LatestMove[]
  readonly stages: Stages
}

/** The newest moves, each with its reason and the door to the contact. */
export function LatestMoves({ moves, stages }: LatestMovesProps) {
  return (
    <section aria-labelledby="moves" className={styles['section']}>
      <h2 id="moves">{homeWords.moves}</h2>
      {moves.length === 0 && <p className={styles['quiet']}>{homeWords.movesNone}</p>}
      <ol className={styles['lines']}>
        {moves.map(({ contact, track, from, to, level, recordedAt, text, trigger }) => {
          const called = contact.name ?? contact.email
          return (
            <li
              key={`${contact.id} ${track} ${to} ${recordedAt}`}
              className={styles['line']}
              onMouseEnter={() => prefetchContact(contact.id)}
              onMouseLeave={cancelPrefetch}
            >
              <ContactMark name={called} />
              <div className={styles['says']}>
                <Link to="/contacts/$id" params={{ id: contact.id }} search={{}} className={styles['name']}>
                  {called ?? words.contacts.anonymous}
                </Link>
                <span className={styles['way']}>
                  {from !== null && (
                    <>
                      <span className="for-readers-only">{homeWords.movedFrom}</span>
                      <StageBadge stage={stages.find(from)} level={null} />
                      <IconArrowRight size={14} aria-hidden="true" />
                    </>
                  )}
                  <span className="for-readers-only">{from === null ? homeWords.entered : homeWords.movedTo}</span>
                  <StageBadge stage={stages.find(to)} level={level} />
                </span>
                <p className={styles['why']}>{homeWords.why(trigger, text)}</p>
              </div>
              <span className={styles['when']}>
                <TimeAgo at={Date.parse(recordedAt)} />
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
