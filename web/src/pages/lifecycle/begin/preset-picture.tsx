import type { CSSProperties } from 'react'
import { beginWords } from '../../../words/begin-en.ts'
import type { StageEntry } from '../stages/stage-entries.ts'
import styles from './begin.module.css'

const [STEP, TOP, BELOW] = [25, 12, 34]

/** The stages of a lifecycle as a row of dots that ripen, its detours as rings below. */
export function PresetPicture({ entries }: { readonly entries: readonly StageEntry[] }) {
  const stages = entries.filter(({ section }) => section === 'stages')
  const detours = entries.filter(({ section }) => section === 'detours')
  const width = 16 + STEP * Math.max(stages.length - 1, detours.length - 1, 1)
  const x = (index: number) => 8 + index * STEP
  return (
    <svg
      className={styles['picture']}
      width={width}
      height={detours.length === 0 ? 24 : 44}
      role="img"
      aria-label={beginWords.presets.picture(entries.map(({ name }) => name))}
    >
      <path d={`M${x(0)} ${TOP}H${x(stages.length - 1)}`} className={styles['line']} />
      {stages.map(({ key, ripe }, index) => (
        <circle
          key={key}
          className={`stage-colour ${styles['dot']}`}
          style={{ '--ripe': ripe ?? 0 } as CSSProperties}
          cx={x(index)}
          cy={TOP}
          r={7}
        />
      ))}
      {detours.map(({ key }, index) => (
        <circle key={key} className={styles['ring']} cx={x(index)} cy={BELOW} r={5} />
      ))}
    </svg>
  )
}
