import { useStages } from '../../../components/stage/stages.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { Differences } from '../differences.tsx'
import { DraftState } from '../draft-state.tsx'
import section from '../section.module.css'
import type { Draft } from '../use-draft.ts'
import type { DraftEffect } from '../use-draft-effect.ts'
import { PlannedMoves } from './planned-moves.tsx'

const { plan: text } = lifecycleWords

/** What publishing the draft now would do: the differences in words, and who would move. */
export function PlanTab({ draft, effect }: { readonly draft: Draft; readonly effect: DraftEffect }) {
  const stages = useStages()
  return (
    <DraftState draft={draft} effect={effect} answer={effect.plan} isOld={effect.isPlanOld}>
      {(plan) => (
        <>
          <p className={section['truth']} role="status">
            {text.truth(plan.moving, plan.contacts)}
          </p>
          <p className={section['which']}>{text.isPlan}</p>
          <section className={section['section']} aria-labelledby="differences">
            <h2 id="differences" className={section['title']}>
              {text.differences}
            </h2>
            <Differences differences={plan.differences} />
            <p className={section['foot']}>{text.needs(plan.needs)}</p>
          </section>
          {plan.removed.length > 0 && (
            <section className={section['section']} aria-labelledby="removed">
              <h2 id="removed" className={section['title']}>
                {text.removed}
              </h2>
              <ul>
                {plan.removed.map(({ stage, standing, to }) => (
                  <li key={stage} className={section['attention']}>
                    {text.removedText(stages.find(stage).name, standing, stages.find(to).name)}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {plan.moves.length > 0 && <PlannedMoves moves={plan.moves} stages={stages} />}
          {plan.notices.length > 0 && (
            <section className={section['section']} aria-labelledby="notices">
              <h2 id="notices" className={section['title']}>
                {text.notices}
              </h2>
              <ul>
                {plan.notices.map(({ line, text: said }) => (
                  <li key={`${line} ${said}`} className={section['note']}>
                    {said}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <p className={section['foot']}>{text.asOf(plan.cpu_ms)}</p>
        </>
      )}
    </DraftState>
  )
}
