import type { WhyView } from '../../../../server/src/contract/why.ts'
import { useNow } from '../../components/use-now.ts'
import { words } from '../../words/en.ts'
import { FUTURE, PAST, scoreCurve } from './curve-points.ts'
import styles from './scores.module.css'

interface ScoreCurveProps {
  readonly name: string
  readonly score: WhyView['scores'][string]
}

const WIDTH = 150
const HEIGHT = 36

/** How a score went and will fade; what it says stands in words beside it. */
export function ScoreCurve({ name, score }: ScoreCurveProps) {
  const now = useNow()
  const curve = scoreCurve(score, now)
  const most = Math.max(1, ...curve.map(({ points }) => points), ...score.thresholds.map(({ points }) => points))
  const x = (at: number) => ((at - (now - PAST)) / (PAST + FUTURE)) * WIDTH
  const y = (points: number) => HEIGHT - 2 - (points / most) * (HEIGHT - 4)
  const line = (part: typeof curve) =>
    part.map(({ at, points }) => `${x(at).toFixed(1)},${y(points).toFixed(1)}`).join(' ')
  return (
    <svg
      className={styles['curve']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={words.contact.curve(name)}
    >
      {score.thresholds.map(({ points }) => (
        <line key={points} x1="0" x2={WIDTH} y1={y(points)} y2={y(points)} className={styles['limit']} />
      ))}
      <line x1={x(now)} x2={x(now)} y1="0" y2={HEIGHT} className={styles['today']} />
      <polyline points={line(curve.filter(({ at }) => at <= now))} className={styles['past']} />
      <polyline points={line(curve.filter(({ at }) => at >= now - 86_400_000))} className={styles['future']} />
    </svg>
  )
}
