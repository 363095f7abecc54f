import type { StagesReport } from '../../../../../server/src/contract/reports.ts'
import type { Dimension } from '../../../../../server/src/domain/reports/dimensions.ts'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { dimensionNames, keyText } from '../../../words/doors-en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { ReportTable } from '../report-table.tsx'

interface StagesBrokenProps {
  readonly report: StagesReport
  readonly by: Dimension
  readonly stages: Stages
}

/** Who is where now, by the values of a dimension. */
export function StagesBroken({ report: { track, rows, stages: keys }, by, stages }: StagesBrokenProps) {
  return (
    <ReportTable caption={reportWords.funnel.byTitle(dimensionNames[by])}>
      <thead>
        <tr>
          <th scope="col">{dimensionNames[by]}</th>
          {keys.map(({ key }) => (
            <th scope="col" key={key}>
              {stages.find(key).short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key: value, now }) => (
          <tr key={value}>
            <th scope="row">{keyText(by, value)}</th>
            {keys.map(({ key, name }) => (
              <td key={key}>
                <PeopleLink
                  count={now[key] ?? 0}
                  door={{ track, stage: key, by, key: value }}
                  label={`${keyText(by, value)}, ${name}`}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </ReportTable>
  )
}
