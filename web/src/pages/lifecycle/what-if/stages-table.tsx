import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import { number } from '../../../words/en.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import section from '../section.module.css'

const { whatIf: text } = lifecycleWords

/** Entered and reached of each stage, under both lifecycles. */
export function StagesTable({ answer }: { readonly answer: WhatIfView }) {
  return (
    <section className={section['section']} aria-labelledby="what-if-stages">
      <h2 id="what-if-stages" className={section['title']}>
        {text.stages}
      </h2>
      <p className={section['note']}>{text.stagesNote}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={text.stages} className={section['frame']}>
        <table className={section['table']}>
          <thead>
            <tr>
              <th scope="col">{text.columns.stage}</th>
              <th scope="col">{text.columns.entered}</th>
              <th scope="col">{text.columns.enteredThen}</th>
              <th scope="col">{text.columns.reached}</th>
              <th scope="col">{text.columns.reachedThen}</th>
            </tr>
          </thead>
          <tbody>
            {answer.stages.map(({ stage, name, current, candidate }) => (
              <tr key={stage}>
                <th scope="row">{name}</th>
                <td>{number(current.entered)}</td>
                <Then now={current.entered} then={candidate.entered} />
                <td>{number(current.reached)}</td>
                <Then now={current.reached} then={candidate.reached} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function Then({ now, then }: { readonly now: number; readonly then: number }) {
  if (now === then) return <td className={section['soft']}>{number(then)}</td>
  return <td className={section['changed']}>{number(then)}</td>
}
