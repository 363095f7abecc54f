import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ContactParts } from '../../../../server/src/contract/contact-edit.ts'
import { useSplit } from '../../api/contact-edit.ts'
import { notify } from '../../components/notice.ts'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import styles from './contact-edit.module.css'
import { Refusal } from './refusal.tsx'

const text = contactEditWords.parts

interface OwnPartProps {
  readonly part: ContactParts['parts'][number]
  /** Nothing was merged into it. */
  readonly isAlone: boolean
}

/** What the contact itself is known by, to be given to another from now on. */
export function OwnPart({ part, isAlone }: OwnPartProps) {
  const split = useSplit(part.row)
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { identities } = part
  const taken = identities.filter(({ kind, value }) => chosen.has(`${kind} ${value}`))
  const leavesNothing = isAlone && taken.length === identities.length

  function toggle(key: string) {
    const next = new Set(chosen)
    if (!next.delete(key)) next.add(key)
    setChosen(next)
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (taken.length === 0 || leavesNothing) return
    const open = (id: string) => void navigate({ to: '/contacts/$id', params: { id }, search: {} })
    // What is given to mutate() is gone with the choice, which begins anew with what is left.
    void split.mutateAsync(taken.map(({ kind, value }) => ({ kind, value }))).then(
      ({ other }) => notify({ text: text.done, action: { label: text.open, run: () => open(other) } }),
      () => {},
    )
  }

  return (
    <form className={styles['part']} aria-label={text.own} onSubmit={submit}>
      <fieldset className={styles['own']}>
        <legend className={styles['section']}>{text.own}</legend>
        <p className={styles['soft']}>{identities.length === 0 ? text.nothing : text.choose}</p>
        {identities.map(({ kind, value }) => (
          <label key={`${kind} ${value}`} className={styles['check']}>
            <input
              type="checkbox"
              checked={chosen.has(`${kind} ${value}`)}
              onChange={() => toggle(`${kind} ${value}`)}
            />
            <span className={styles['soft']}>{contactEditWords.kinds[kind]}</span>
            <span className={styles['cut']}>{value}</span>
          </label>
        ))}
        {split.isError && <Refusal title={text.refused} error={split.error} />}
      </fieldset>
      <Button
        type="submit"
        variant="default"
        size="xs"
        disabled={taken.length === 0 || leavesNothing}
        loading={split.isPending}
      >
        {text.submit(taken.length)}
      </Button>
    </form>
  )
}
