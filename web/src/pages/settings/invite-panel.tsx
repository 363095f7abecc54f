import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { invitationsQuery, invitePerson } from '../../api/settings.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { settingsWords } from '../../words/settings-en.ts'
import { chosenRole, RoleFields } from './role-fields.tsx'
import { SecretNote } from './secret-note.tsx'
import styles from './settings.module.css'

const text = settingsWords.people

/** Invites somebody, and shows the link. */
export function InvitePanel({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient()
  const invite = useMutation({
    mutationFn: invitePerson,
    onSuccess: () => void queries.invalidateQueries({ queryKey: invitationsQuery().queryKey }),
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    invite.mutate({ email: String(form.get('email') ?? ''), ...chosenRole(form) })
  }
  const made = invite.data
  return (
    <SidePanel title={text.inviteTitle} onClose={onClose}>
      {made === undefined ? (
        <form className={styles['form']} onSubmit={submit}>
          {invite.error !== null && (
            <p role="alert" className={styles['failed']}>
              {invite.error.message}
            </p>
          )}
          <TextInput
            name="email"
            type="email"
            label={text.email}
            required
            withAsterisk={false}
            maxLength={254}
            autoComplete="off"
          />
          <RoleFields chosen="viewer" teams={[]} />
          <div className={styles['actions']}>
            <Button type="submit" loading={invite.isPending}>
              {text.send}
            </Button>
          </div>
        </form>
      ) : (
        <SecretNote says={made.sent ? text.sent(made.email) : text.notSent} secret={made.link} />
      )}
    </SidePanel>
  )
}
