import { useElementSize } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import type { PlanView } from '../../../../../server/src/contract/what-if.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { type FlowBand, type FlowEnd, flowPicture } from './moves-flow.ts'
import styles from './moves-sankey.module.css'
import { flowKey, type PlannedNames } from './planned-names.ts'

const { plan: text } = lifecycleWords
const NOWHERE = ' '
const BAR = 8

interface MovesSankeyProps {
  readonly moves: PlanView['moves']
  readonly names: PlannedNames
  readonly chosen: string | null
}

/** Who would move from where to where as bands; each opens its people below. */
export function MovesSankey({ moves, names, chosen }: MovesSankeyProps) {
  const { ref, width } = useElementSize()
  const flows = moves.map((move) => ({
    key: flowKey(move),
    from: `${move.track}/${move.from ?? NOWHERE}`,
    to: `${move.track}/${move.to}`,
    count: move.count,
  }))
  const stageOf = (end: string) => names.of(end.slice(end.indexOf('/') + 1))
  const picture = flowPicture(flows, (end) => stageOf(end).place)
  const label = Math.min(190, Math.max(84, width * 0.24))
  const [left, right] = [label, Math.max(label + 40, width - label)]
  return (
    <nav ref={ref} className={styles['frame']} aria-label={text.moves}>
      {width > 0 && (
        <svg width={width} height={picture.height + 4} className={styles['picture']}>
          <title>{text.moves}</title>
          <g transform="translate(0 2)">
            {picture.bands.map((band) => {
              const move = moves.find((one) => flowKey(one) === band.key)
              if (move === undefined) return null
              const [from, to] = [move.from === null ? null : names.of(move.from).name, names.of(move.to).name]
              return (
                <Link
                  key={band.key}
                  from="/lifecycle"
                  search={(search) => ({ ...search, flow: band.key })}
                  resetScroll={false}
                  replace
                  className={styles['band']}
                  aria-label={text.flow(text.from(from, to), move.count)}
                  data-chosen={band.key === chosen || undefined}
                >
                  <title>{text.flow(text.from(from, to), move.count)}</title>
                  <path
                    d={bandPath(band, left + BAR, right - BAR)}
                    className="stage-colour"
                    data-detour={names.of(move.to).ripe === null ? '' : undefined}
                    style={{ '--ripe': names.of(move.to).ripe ?? 0 } as CSSProperties}
                  />
                </Link>
              )
            })}
            {picture.from.map((end) => (
              <End key={end.key} end={end} stage={stageOf(end.key)} x={left} isLeft room={label} />
            ))}
            {picture.to.map((end) => (
              <End key={end.key} end={end} stage={stageOf(end.key)} x={right - BAR} isLeft={false} room={label} />
            ))}
          </g>
        </svg>
      )}
    </nav>
  )
}

interface EndProps {
  readonly end: FlowEnd
  readonly stage: ReturnType<PlannedNames['of']>
  readonly x: number
  readonly isLeft: boolean
  readonly room: number
}

function End({ end: { y, height, count }, stage, x, isLeft, room }: EndProps) {
  const shown = Math.max(2, height)
  const most = Math.floor((room - 44) / 6.6)
  const name = stage.name.length > most ? `${stage.name.slice(0, Math.max(3, most - 1))}…` : stage.name
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={BAR}
        height={shown}
        rx={2}
        className={`stage-colour ${styles['bar']}`}
        data-detour={stage.ripe === null ? '' : undefined}
        style={{ '--ripe': stage.ripe ?? 0 } as CSSProperties}
      />
      <text
        x={isLeft ? x - 8 : x + BAR + 8}
        y={y + Math.max(shown, 22) / 2}
        textAnchor={isLeft ? 'end' : 'start'}
        dominantBaseline="central"
        className={styles['label']}
      >
        {name} <tspan className={styles['count']}>{text.count(count)}</tspan>
      </text>
    </g>
  )
}

function bandPath({ y: [from, to], height }: FlowBand, left: number, right: number): string {
  const middle = (left + right) / 2
  return [
    `M${left} ${from}C${middle} ${from} ${middle} ${to} ${right} ${to}`,
    `V${to + height}`,
    `C${middle} ${to + height} ${middle} ${from + height} ${left} ${from + height}Z`,
  ].join('')
}
