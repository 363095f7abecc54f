import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { LifecycleVersion } from '../../../../server/src/contract/lifecycle.ts'
import { usePublish } from '../../api/lifecycle.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { notify } from '../../components/notice.ts'
import { useStages } from '../../components/stage/stages.ts'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import { Differences } from './differences.tsx'
import styles from './publish-panel.module.css'
import type { Draft } from './use-draft.ts'
import type { DraftEffect } from './use-draft-effect.ts'

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
  const publish = usePublish()
  const stages = useStages()
  const plan = effect.plan.data
  const isKnown = plan !== undefined && !effect.isPlanOld
  const isConflict = publish.isError && publish.error.code === 'precondition_failed'

  function submit(event: FormEvent) {
    event.preventDefault()
    publish.mutate(
      { document: draft.text, message: message.trim(), base: draft.base },
      {
        onSuccess: ({ version, changed }) => {
          draft.discard()
          onClose()
          notify({ text: changed ? text.done(version) : text.same })
        },
      },
    )
  }

  return (
    <SidePanel title={text.title(head.version + 1)} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <section>
          <h3 className={styles['title']}>{text.effect}</h3>
          {plan === undefined ? (
            <p className={styles['soft']}>{effect.plan.error?.message ?? text.waiting}</p>
          ) : (
            <div data-old={effect.isPlanOld || undefined} className={styles['plan']}>
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
              {plan.removed.map(({ stage, standing, to }) => (
                <p key={stage} className={styles['attention']}>
                  {planText.removedText(stages.find(stage).name, standing, stages.find(to).name)}
                </p>
              ))}
              <Differences differences={plan.differences} />
              <p className={styles['soft']}>{planText.needs(plan.needs)}</p>
            </div>
          )}
        </section>
        <Textarea
          label={text.message}
          placeholder={text.placeholder}
          maxLength={1000}
          rows={3}
          value={message}
          onChange={({ currentTarget }) => setMessage(currentTarget.value)}
        />
        {publish.isError && (
          <div role="alert" className={styles['refusal']}>
            <p className={styles['refused']}>{isConflict ? text.conflict : text.refused}</p>
            <p>{publish.error.message}</p>
            {isConflict && (
              <>
                <ul className={styles['others']}>
                  {publish.error.differences.map((said) => (
                    <li key={said}>{said}</li>
                  ))}
                </ul>
                <p>{text.conflictAdvice}</p>
                <Button
                  variant="default"
                  onClick={() => {
                    draft.rebase(head.version)
                    publish.reset()
                  }}
                >
                  {text.goOn(head.version)}
                </Button>
              </>
            )}
          </div>
        )}
        <Button type="submit" disabled={!isKnown || isConflict} loading={publish.isPending}>
          {isKnown ? text.submit(plan.moving) : text.waiting}
        </Button>
      </form>
    </SidePanel>
  )
}
