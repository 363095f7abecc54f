import type { PublishEffect } from '../../../../server/src/contract/lifecycle.ts'
import type { PlanView } from '../../../../server/src/contract/what-if.ts'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import styles from './publish-panel.module.css'
import type { EffectChoice } from './use-effect-choice.ts'

const { publish: text } = lifecycleWords
const EFFECTS = ['keep', 'restate'] as const satisfies readonly PublishEffect[]

/** What becomes of those who are in a stage already, and how many would move by each choice. */
export function PublishEffectChoice({ choice }: { readonly choice: EffectChoice }) {
  return (
    <fieldset className={styles['choices']}>
      <legend className={styles['title']}>{text.choose}</legend>
      {EFFECTS.map((effect) => {
        const plan = choice.plans[effect].data
        return (
          <label key={effect} className={styles['choice']}>
            <input
              type="radio"
              name="effect"
              checked={choice.chosen === effect}
              onChange={() => void choice.choose(effect)}
            />
            <span>
              <strong>{text.effects[effect].name}</strong>
              <span className={styles['soft']}>{text.effects[effect].means}</span>
              <span className={styles['counted']}>
                {plan === undefined ? waitingText(choice, effect) : countsText(plan)}
              </span>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}

function waitingText({ plans, isAsked }: EffectChoice, effect: PublishEffect): string {
  if (effect === 'restate' && !isAsked) return text.countedWhenChosen
  return plans[effect].error?.message ?? text.counting
}

function countsText({ moving, forward, back, beside }: PlanView): string {
  return moving === 0 ? text.nobody : text.directions({ forward, back, beside })
}

/** Who would stand elsewhere and stays for all that. */
export function PlanStays({ stays }: Pick<PlanView, 'stays'>) {
  if (stays === null) return null
  const said = (['opportunity', 'handoff', 'no_stage', 'orphaned'] as const).filter((why) => stays[why] > 0)
  if (said.length === 0) return null
  return (
    <ul className={styles['stays']}>
      {said.map((why) => (
        <li key={why}>{text.stays[why](stays[why])}</li>
      ))}
    </ul>
  )
}
