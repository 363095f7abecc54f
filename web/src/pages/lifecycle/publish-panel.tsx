import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { LifecycleVersion } from '../../../../server/src/contract/lifecycle.ts'
import type { PlanView } from '../../../../server/src/contract/what-if.ts'
import { usePublish } from '../../api/lifecycle.ts'
import { agreementQuery } from '../../api/proposals.ts'
import type { RequestFailed } from '../../api/request.ts'
import { meQuery } from '../../api/session.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { notify } from '../../components/notice.ts'
import { useStages } from '../../components/stage/stages.ts'
import { draftWords } from '../../words/drafts-en.ts'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import { Differences } from './differences.tsx'
import { AgreementSection } from './drafts/agreement-section.tsx'
import { PlanStays, PublishEffectChoice } from './publish-effect.tsx'
import styles from './publish-panel.module.css'
import type { Draft } from './use-draft.ts'
import type { DraftEffect } from './use-draft-effect.ts'
import { useEffectChoice } from './use-effect-choice.ts'

const { publish: text, plan: planText } = lifecycleWords
const MOVES_SHOWN = 6

interface PublishPanelProps {
  readonly head: LifecycleVersion
  readonly draft: Draft
  readonly effect: DraftEffect
  readonly onClose: () => void
}

/** Shows what publishing does, asks for a word about it, and publishes unless others did meanwhile. */
export function PublishPanel({ head, draft, effect, onClose }: PublishPanelProps) {
  const [message, setMessage] = useState('')
  const [reason, setReason] = useState('')
  const publish = usePublish()
  const choice = useEffectChoice(draft, effect)
  const plan = choice.plan.data
  const isKnown = plan !== undefined && !choice.isOld
  const isConflict = publish.isError && publish.error.code === 'precondition_failed'
  const { data: me } = useQuery(meQuery())
  const agreement = useQuery(agreementQuery(draft.text, choice.chosen))
  const isMissing = (agreement.data?.missing.length ?? 0) > 0
  const goesWithout = isMissing && agreement.data?.mayWithout === true
  const isReady = agreement.data !== undefined && (!isMissing || (goesWithout && reason.trim() !== ''))

  async function submit(event: FormEvent) {
    event.preventDefault()
    // What is published is what everybody sees: the draft is closed as it stands there.
    const { text: document, base } = draft
    await draft.keeper.settle()
    const id = draft.keeper.state().kept?.id ?? null
    publish.mutate(
      {
        document,
        message: message.trim(),
        effect: choice.chosen,
        base,
        draft: id,
        without: isMissing ? reason.trim() : null,
      },
      {
        onSuccess: ({ version, changed }) => {
          draft.keeper.close()
          onClose()
          notify({ text: changed ? text.done(version) : text.same })
        },
      },
    )
  }

  return (
    <SidePanel title={text.title(head.version + 1)} onClose={onClose}>
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        <PublishEffectChoice choice={choice} />
        <section>
          <h3 className={styles['title']}>{text.effect}</h3>
          {plan === undefined ? (
            <p className={styles['soft']}>{choice.plan.error?.message ?? text.waiting}</p>
          ) : (
            <PlanSummary plan={plan} isOld={choice.isOld} />
          )}
        </section>
        {agreement.data !== undefined && (
          <AgreementSection
            draft={draft}
            agreement={agreement.data}
            message={message}
            reason={reason}
            onReason={setReason}
          />
        )}
        <Textarea
          label={text.message}
          placeholder={text.placeholder}
          maxLength={1000}
          rows={3}
          value={message}
          onChange={({ currentTarget }) => setMessage(currentTarget.value)}
        />
        {publish.isError && <Refusal error={publish.error} />}
        {me?.may.includes('publish') === false ? (
          <p className={styles['soft']}>{draftWords.mayNotPublish}</p>
        ) : (
          <Button type="submit" disabled={!isKnown || !isReady || isConflict} loading={publish.isPending}>
            {!isKnown ? text.waiting : goesWithout ? draftWords.agreement.publishWithout : text.submit(plan.moving)}
          </Button>
        )}
      </form>
    </SidePanel>
  )
}

/** Who would move from where to where, and what the document changes. */
function PlanSummary({ plan, isOld }: { readonly plan: PlanView; readonly isOld: boolean }) {
  const stages = useStages()
  return (
    <div data-old={isOld || undefined} className={styles['plan']}>
      <p>{planText.truth(plan.moving, plan.contacts)}</p>
      <ul>
        {plan.moves.slice(0, MOVES_SHOWN).map(({ track, from, to, count }) => (
          <li key={`${track} ${from} ${to}`} className={styles['move']}>
            <span>{planText.from(from === null ? null : stages.find(from).short, stages.find(to).short)}</span>
            <span>{lifecycleWords.people(count)}</span>
          </li>
        ))}
      </ul>
      {plan.moves.length > MOVES_SHOWN && (
        <p className={styles['soft']}>{text.moreChanges(plan.moves.length - MOVES_SHOWN)}</p>
      )}
      <PlanStays stays={plan.stays} />
      {plan.removed.map(({ stage, standing, to }) => (
        <p key={stage} className={styles['attention']}>
          {planText.removedText(stages.find(stage).name, standing, stages.find(to).name)}
        </p>
      ))}
      <Differences differences={plan.differences} />
      <p className={styles['soft']}>{plan.effect === 'restate' ? text.needsRestate : planText.needs(plan.needs)}</p>
    </div>
  )
}

/** Why nothing was published; what others changed meanwhile. */
function Refusal({ error }: { readonly error: RequestFailed }) {
  const isConflict = error.code === 'precondition_failed'
  return (
    <div role="alert" className={styles['refusal']}>
      <p className={styles['refused']}>{isConflict ? text.conflict : text.refused}</p>
      <p>{error.message}</p>
      {isConflict && (
        <>
          <ul className={styles['others']}>
            {error.differences.map((said) => (
              <li key={said}>{said}</li>
            ))}
          </ul>
          <p>{text.conflictAdvice}</p>
        </>
      )}
    </div>
  )
}
