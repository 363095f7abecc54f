import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { PersonView } from '../../../../server/src/contract/people.ts'
import { changePerson, peopleQuery, sendReset } from '../../api/settings.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { notify } from '../../components/notice.ts'
import { settingsWords } from '../../words/settings-en.ts'
import { chosenRole, RoleFields } from './role-fields.tsx'
import { SecretNote } from './secret-note.tsx'
import styles from './settings.module.css'

const text = settingsWords.people

/** Changes a person: name, role, teams, whether it may come in. */
export function PersonPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const person = useQuery(peopleQuery()).data?.items.find((one) => one.id === id)
  return (
    <SidePanel title={person?.name ?? ''} onClose={onClose}>
      {person !== undefined && <PersonForm person={person} />}
    </SidePanel>
  )
}

function PersonForm({ person }: { readonly person: PersonView }) {
  const { id, name, email, role, teams, deactivatedAt } = person
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: changePerson,
    onSuccess: () => {
      notify({ text: settingsWords.saved })
      void queries.invalidateQueries({ queryKey: peopleQuery().queryKey })
      void queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
  const reset = useMutation({ mutationFn: sendReset })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    change.mutate({ id, name: String(form.get('name') ?? ''), ...chosenRole(form) })
  }
  const failed = change.error ?? reset.error
  const isOut = deactivatedAt !== null
  return (
    <form className={styles['form']} onSubmit={submit}>
      {failed !== null && (
        <p role="alert" className={styles['failed']}>
          {failed.message}
        </p>
      )}
      <p className={styles['soft']}>{email}</p>
      <TextInput name="name" label={text.name} defaultValue={name} required withAsterisk={false} maxLength={200} />
      <RoleFields chosen={role} teams={teams} />
      <div className={styles['actions']}>
        <Button type="submit" loading={change.isPending}>
          {settingsWords.save}
        </Button>
      </div>
      <hr />
      {!isOut && (
        <Button variant="default" onClick={() => reset.mutate(id)} loading={reset.isPending}>
          {text.reset}
        </Button>
      )}
      {reset.data !== undefined && (
        <SecretNote says={reset.data.sent ? text.resetSent(email) : text.notSent} secret={reset.data.link} />
      )}
      <Button variant="default" onClick={() => change.mutate({ id, active: isOut })}>
        {isOut ? text.letIn : text.shutOut}
      </Button>
      {!isOut && <p className={styles['soft']}>{text.shutOutText}</p>}
    </form>
  )
}
