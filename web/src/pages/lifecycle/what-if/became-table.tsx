import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import section from '../section.module.css'

const { whatIf: text } = lifecycleWords

/** What became of kept and dropped people, as fact, and what may become of added ones, as an estimate. */
export function BecameTable({ answer: { later, kept, dropped, added } }: { readonly answer: WhatIfView }) {
  if (later.length === 0) return null
  return (
    <section className={section['section']} aria-labelledby="became">
      <h2 id="became" className={section['title']}>
        {text.later}
      </h2>
      <p className={section['note']}>{text.laterNote}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={text.later} className={section['frame']}>
        <table className={section['table']}>
          <thead>
            <tr>
              <th scope="col">{text.laterColumns.stage}</th>
              <th scope="col">{text.laterColumns.kept}</th>
              <th scope="col">{text.laterColumns.dropped}</th>
              <th scope="col">{text.laterColumns.added}</th>
            </tr>
          </thead>
          <tbody>
            {later.map((one) => (
              <tr key={one.stage}>
                <th scope="row">{one.name}</th>
                <td>
                  <Part reached={one.kept} all={kept} />
                </td>
                <td>
                  <Part reached={one.dropped} all={dropped} />
                </td>
                <td>
                  {added === 0 ? (
                    <span className={section['soft']}>{text.nobodyAdded}</span>
                  ) : (
                    <Estimate estimate={one.estimate} />
                  )}
                  {one.added > 0 && <div className={section['soft']}>{text.anyway(one.added)}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function Part({ reached, all }: { readonly reached: number; readonly all: number }) {
  return (
    <>
      {text.of(reached, all)} <span className={section['soft']}>{text.share(reached, all)}</span>
    </>
  )
}

function Estimate({ estimate }: { readonly estimate: WhatIfView['later'][number]['estimate'] }) {
  if (estimate === null) return <span className={section['soft']}>{text.noEstimate}</span>
  const { low, high, level, likely, trust } = estimate
  return (
    <>
      {text.estimate(low, high, level, likely)}
      {trust === 'weak' && <div className={section['soft']}>{text.weak}</div>}
    </>
  )
}
