import { Tooltip } from '@mantine/core'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { number, words } from '../../../words/en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { daysText } from '../days-text.ts'
import { ReportTable } from '../report-table.tsx'
import { shareText } from '../share.ts'
import type { FunnelStage } from './funnel-stages.ts'

const { funnel: text } = reportWords

interface FunnelTableProps {
  readonly shown: readonly FunnelStage[]
  readonly stages: Stages
}

/** The same numbers as the steps, and how the times are spread. */
export function FunnelTable({ shown, stages }: FunnelTableProps) {
  const isCohort = shown.every(({ entered }) => entered === null)
  return (
    <ReportTable caption={reportWords.table}>
      <thead>
        <tr>
          <th scope="col">{text.columns.stage}</th>
          <th scope="col">{text.columns.reached}</th>
          {isCohort ? (
            <th scope="col">{text.youngColumn}</th>
          ) : (
            <>
              <th scope="col">{text.columns.entered}</th>
              <th scope="col">{text.columns.passes}</th>
            </>
          )}
          <th scope="col">{isCohort ? text.ofCohort : text.columns.wentOn}</th>
          <th scope="col">{text.columns.lost}</th>
          <th scope="col">{reportWords.median}</th>
          <th scope="col">{reportWords.quartiles}</th>
          <th scope="col">{reportWords.p90}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((stage, index) => (
          <FunnelTableRow
            key={stage.key}
            stage={stage}
            // How many of a cohort came here stands with the stage, not with the one before it.
            next={isCohort ? (shown[index - 1]?.next ?? null) : stage.next}
            name={stages.find(stage.key).name}
          />
        ))}
      </tbody>
    </ReportTable>
  )
}

interface FunnelTableRowProps {
  readonly stage: FunnelStage
  readonly next: FunnelStage['next']
  readonly name: string
}

function FunnelTableRow({ stage: { reached, entered, passes, young }, next, name }: FunnelTableRowProps) {
  const time = next?.time ?? null
  const none = words.states.noValue
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <PeopleLink {...reached} label={`${text.reached} ${name}`} />
      </td>
      {entered === null || passes === null ? (
        <td>{young === null ? none : number(young)}</td>
      ) : (
        <>
          <td>
            <PeopleLink {...entered} label={`${text.entered} ${name}`} />
          </td>
          <td>
            <Tooltip
              label={text.passesHint(number(passes), reportWords.people(entered.count))}
              disabled={passes === entered.count}
            >
              <span>
                <PeopleLink
                  count={passes}
                  door={entered.door}
                  label={text.passesHint(number(passes), reportWords.people(entered.count))}
                />
              </span>
            </Tooltip>
          </td>
        </>
      )}
      <td>
        {next === null || next.base === 0 ? (
          none
        ) : (
          <PeopleLink count={next.count} door={next.door} label={text.columns.wentOn}>
            {shareText(next.count, next.base)}
          </PeopleLink>
        )}
      </td>
      <td>
        {next === null ? (
          none
        ) : (
          <PeopleLink count={next.base - next.count} door={next.lost} label={text.columns.lost} />
        )}
      </td>
      <td>{time === null ? none : daysText(time.median)}</td>
      <td>{time === null ? none : reportWords.quartileText(daysText(time.q1), daysText(time.q3))}</td>
      <td>{time === null ? none : daysText(time.p90)}</td>
    </tr>
  )
}
