import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askForReset } from '../../api/session.ts'
import { EntryForm } from '../../components/entry/entry-form.tsx'
import styles from '../../components/entry/entry-page.module.css'
import { EntryPage } from '../../components/entry/entry-page.tsx'
import { signInWords } from '../../words/sign-in-en.ts'

const text = signInWords.reset

/** Asks for a link to a new password. */
export function AskPage() {
  const send = useMutation({ mutationFn: askForReset })
  const back = (
    <p className={styles['after']}>
      <Link to="/sign-in" search={{}} className="link">
        {signInWords.back}
      </Link>
    </p>
  )
  if (send.data !== undefined) {
    const said = send.data.mail ? text.sentText(send.variables) : text.noMail
    return (
      <EntryPage title={text.title} truth={text.sent} text={said}>
        {back}
      </EntryPage>
    )
  }
  return (
    <EntryPage title={text.title} truth={text.askTitle} text={text.askText}>
      <EntryForm
        submit={text.askSubmit}
        busy={send.isPending}
        failed={send.error?.message ?? null}
        onSubmit={(given) => send.mutate(given('email'))}
      >
        <TextInput
          name="email"
          label={signInWords.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          maxLength={254}
        />
      </EntryForm>
      {back}
    </EntryPage>
  )
}
