import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { KeyKind } from '../../../../server/src/contract/keys.ts'
import { keysQuery, makeKey } from '../../api/settings.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { settingsWords } from '../../words/settings-en.ts'
import { SecretNote } from './secret-note.tsx'
import styles from './settings.module.css'

const text = settingsWords.keys
const kinds: readonly KeyKind[] = ['write', 'read', 'full']

/** Makes a key, and shows it this one time. */
export function KeyPanel({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient()
  const [kind, setKind] = useState<KeyKind>('write')
  const make = useMutation({
    mutationFn: makeKey,
    onSuccess: () => void queries.invalidateQueries({ queryKey: keysQuery().queryKey }),
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const historical = kind === 'full' && form.get('historical') === 'on'
    make.mutate({ name: String(form.get('name') ?? ''), kind, historical })
  }
  return (
    <SidePanel title={text.createTitle} onClose={onClose}>
      {make.data === undefined ? (
        <form className={styles['form']} onSubmit={submit}>
          {make.error !== null && (
            <p role="alert" className={styles['failed']}>
              {make.error.message}
            </p>
          )}
          <TextInput
            name="name"
            label={text.name}
            description={text.nameHint}
            required
            withAsterisk={false}
            maxLength={200}
          />
          <fieldset>
            <legend>{text.kind}</legend>
            {kinds.map((one) => (
              <label key={one} className={styles['choice']}>
                <input type="radio" name="kind" checked={one === kind} onChange={() => setKind(one)} />
                {text.kinds[one]}
              </label>
            ))}
          </fieldset>
          {kind === 'full' && (
            <label className={styles['choice']}>
              <input type="checkbox" name="historical" />
              {text.historical}
            </label>
          )}
          <div className={styles['actions']}>
            <Button type="submit" loading={make.isPending}>
              {text.make}
            </Button>
          </div>
        </form>
      ) : (
        <SecretNote says={text.made} secret={make.data.key} />
      )}
    </SidePanel>
  )
}
