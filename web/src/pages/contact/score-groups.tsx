import type { WhyView } from '../../../../server/src/contract/why.ts'
import { dayText } from '../../components/moment.ts'
import { useNow } from '../../components/use-now.ts'
import { number, words } from '../../words/en.ts'
import styles from './scores.module.css'

/** Where the points of a score come from: groups of events, and what is known of the contact, each with a bar. */
export function ScoreGroups({ score }: { readonly score: WhyView['scores'][string] }) {
  const now = useNow()
  const conditions = score.conditions.filter(({ holds }) => holds)
  const groups = score.groups.filter(({ points, cap }) => cap !== null || Math.floor(Math.abs(points)) > 0)
  if (groups.length === 0 && conditions.length === 0) return <p className={styles['note']}>{words.contact.noPoints}</p>
  const most = Math.max(...groups.map(({ cap, points }) => cap ?? points), ...conditions.map(({ points }) => points), 1)
  const since = score.since === null ? null : dayText(Date.parse(score.since), now)
  return (
    <ul className={styles['groups']} aria-label={words.contact.group}>
      {groups.map(({ key, name, cap, points, earlier }) => {
        const shares = score.shares.filter(({ group }) => group === key)
        const cut = -shares.reduce((sum, share) => sum + share.cut, 0)
        const faded = shares.reduce((sum, share) => sum + share.points + share.cut - share.now, 0)
        const notes = [
          cap === null ? null : words.contact.atMost(cap),
          faded >= 1 ? words.contact.faded(number(Math.floor(faded))) : null,
          cut >= 1 ? words.contact.cut(number(Math.floor(cut))) : null,
          earlier >= 1 ? words.contact.earlier(number(Math.floor(earlier)), since) : null,
        ].filter((note) => note !== null)
        return (
          <li key={key} className={styles['group']}>
            <span className={styles['what']}>{name.replaceAll('_', ' ')}</span>
            <Bar points={points} most={most} cap={cap} />
            <b>{number(Math.floor(points))}</b>
            <span className={styles['about']}>{notes.join(' · ')}</span>
          </li>
        )
      })}
      {conditions.map(({ path, text, points }) => (
        <li key={path} className={styles['group']}>
          <span className={styles['what']}>{text}</span>
          <Bar points={points} most={most} cap={null} />
          <b>{words.contact.points(points)}</b>
        </li>
      ))}
    </ul>
  )
}

interface BarProps {
  readonly points: number
  readonly most: number
  readonly cap: number | null
}

/** As long as the points are many; a hairline where the cap is. */
function Bar({ points, most, cap }: BarProps) {
  const share = (amount: number) => `${Math.min(100, Math.max(0, (100 * amount) / most))}%`
  return (
    <span className={styles['bar']} aria-hidden="true">
      <span style={{ width: share(points) }} />
      {cap !== null && <i style={{ insetInlineStart: share(cap) }} />}
    </span>
  )
}
