import { Button } from '@mantine/core'
import type { CSSProperties } from 'react'
import type { Dimension } from '../../../../../server/src/domain/reports/dimensions.ts'
import { ChartFrame } from '../../../components/chart/chart-frame.tsx'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { dimensionNames, keyText } from '../../../words/doors-en.ts'
import { words } from '../../../words/en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { ReportTable } from '../report-table.tsx'
import section from '../section.module.css'
import { shareText } from '../share.ts'
import { useReportsSearch } from '../use-reports-search.ts'
import type { FunnelStage } from './funnel-stages.ts'
import styles from './small-funnels.module.css'
import { tableOfFunnels } from './table-of-funnels.ts'

const { funnel: text } = reportWords
const FIRST = 8

interface SmallFunnel {
  readonly key: string
  readonly shown: readonly FunnelStage[]
}

interface SmallFunnelsProps {
  readonly by: Dimension
  readonly more: number
  readonly funnels: readonly SmallFunnel[]
  readonly stages: Stages
}

/** A funnel for each value, in the same measure: what differs is the shape. */
export function SmallFunnels({ by, more, funnels, stages }: SmallFunnelsProps) {
  const { search, change } = useReportsSearch()
  const isAll = search.all === 'yes'
  const shown = isAll ? funnels : funnels.slice(0, FIRST)
  return (
    <section className={section['section']} aria-labelledby="broken-down">
      <ChartFrame
        title={text.byTitle(dimensionNames[by])}
        table={() =>
          tableOfFunnels(
            shown.map((funnel) => ({ ...funnel, key: keyText(by, funnel.key) })),
            (key) => stages.find(key).name,
            dimensionNames[by],
          )
        }
        head={
          <h2 id="broken-down" className={section['title']}>
            {text.byTitle(dimensionNames[by])}
          </h2>
        }
      >
        <p className={section['note']}>{text.byNote}</p>
        <ul className={styles['funnels']}>
          {shown.map((funnel) => (
            <li key={funnel.key}>
              <Small by={by} funnel={funnel} stages={stages} />
            </li>
          ))}
        </ul>
      </ChartFrame>
      {funnels.length > FIRST && (
        <Button
          variant="default"
          size="xs"
          className={section['more'] ?? ''}
          onClick={() => change({ all: isAll ? undefined : 'yes' })}
        >
          {isAll ? reportWords.showFew : reportWords.showEvery(funnels.length)}
        </Button>
      )}
      {more > 0 && <p className={section['foot']}>{reportWords.more(more, dimensionNames[by])}</p>}
      <div className={section['section']}>
        <BreakdownTable by={by} funnels={shown} stages={stages} />
      </div>
    </section>
  )
}

interface SmallProps {
  readonly by: Dimension
  readonly funnel: SmallFunnel
  readonly stages: Stages
}

function Small({ by, funnel: { key, shown }, stages }: SmallProps) {
  const first = shown.find(({ reached }) => reached.count > 0)?.reached.count ?? 1
  const most = Math.max(first, ...shown.map(({ reached }) => reached.count))
  return (
    <>
      <h3 className={styles['key']}>{keyText(by, key)}</h3>
      <ol>
        {shown.map(({ key: stage, reached }) => {
          const { short, ripe } = stages.find(stage)
          const style = { '--ripe': ripe ?? 0, '--full': reached.count / most } as CSSProperties
          return (
            <li key={stage} className={`stage-colour ${styles['stage']}`} style={style}>
              <span className={styles['name']}>{short}</span>
              <span className={styles['plot']} aria-hidden="true">
                <span className={styles['bar']} />
              </span>
              <span className={styles['count']}>
                <PeopleLink {...reached} label={`${text.reached} ${short}, ${keyText(by, key)}`} />
              </span>
            </li>
          )
        })}
      </ol>
    </>
  )
}

interface BreakdownTableProps {
  readonly by: Dimension
  readonly funnels: readonly SmallFunnel[]
  readonly stages: Stages
}

/** Who went on at each step, by value: where the shapes differ, in numbers. */
function BreakdownTable({ by, funnels, stages }: BreakdownTableProps) {
  const steps = (funnels[0]?.shown ?? []).flatMap(({ key, next }, index, all) => {
    const to = all[index + 1]?.key
    return next === null || to === undefined ? [] : [{ from: next.door.from ?? key, to, index }]
  })
  return (
    <ReportTable caption={text.byTable(dimensionNames[by])}>
      <thead>
        <tr>
          <th scope="col">{dimensionNames[by]}</th>
          {steps.map(({ from, to }) => (
            <th scope="col" key={to}>
              {stages.find(from).short} → {stages.find(to).short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {funnels.map(({ key, shown }) => (
          <tr key={key}>
            <th scope="row">{keyText(by, key)}</th>
            {steps.map(({ from, to, index }) => {
              const next = shown[index]?.next
              const step = `${keyText(by, key)}, ${stages.find(from).short} → ${stages.find(to).short}`
              return (
                <td key={to}>
                  {next == null || next.base === 0 ? (
                    words.states.noValue
                  ) : (
                    <PeopleLink count={next.count} door={next.door} label={step}>
                      {shareText(next.count, next.base)}
                    </PeopleLink>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </ReportTable>
  )
}
