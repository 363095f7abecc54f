import type { PlanView } from '../../../../../server/src/contract/what-if.ts'
import { number } from '../../../words/en.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import section from '../section.module.css'
import months from '../what-if/months-table.module.css'
import { flowKey, type PlannedNames } from './planned-names.ts'

const { plan: text } = lifecycleWords

/** The picture of the moves as numbers. */
export function MovesTable({ moves, names }: { readonly moves: PlanView['moves']; readonly names: PlannedNames }) {
  return (
    <details className={months['numbers']}>
      <summary>{text.asNumbers}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={text.asNumbers} className={section['frame']}>
        <table className={`${section['table']} ${months['months']}`}>
          <thead>
            <tr>
              <th scope="col">{text.columns.from}</th>
              <th scope="col">{text.columns.to}</th>
              <th scope="col">{text.columns.people}</th>
            </tr>
          </thead>
          <tbody>
            {moves.map((move) => (
              <tr key={flowKey(move)}>
                <th scope="row">{names.of(move.from ?? '').name}</th>
                <td data-text="">{names.of(move.to).name}</td>
                <td>{number(move.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
