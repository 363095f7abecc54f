import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { acceptInvitation, beginSso, invitationQuery } from '../../api/session.ts'
import { EntryForm } from '../../components/entry/entry-form.tsx'
import styles from '../../components/entry/entry-page.module.css'
import { EntryPage } from '../../components/entry/entry-page.tsx'
import { PasswordField } from '../../components/entry/password-field.tsx'
import { roleWords } from '../../words/role-en.ts'
import { signInWords } from '../../words/sign-in-en.ts'

const text = signInWords.invitation

/** Makes whoever holds the link a person who can sign in. */
export function InvitationPage() {
  const { token } = useParams({ from: '/invitation/$token' })
  const navigate = useNavigate()
  const { data, error } = useQuery(invitationQuery(token))
  const accept = useMutation({
    mutationFn: acceptInvitation,
    onSuccess: () => navigate({ to: '/' }),
  })
  const sso = useMutation({ mutationFn: () => beginSso('/') })
  if (error !== null)
    return (
      <EntryPage title={text.title} truth={text.gone} text={error.message}>
        <p className={styles['after']}>
          <Link to="/sign-in" search={{}} className="link">
            {signInWords.back}
          </Link>
        </p>
      </EntryPage>
    )
  if (data === undefined) return <EntryPage title={text.title} truth={text.truth} />
  const { email, role, invitedBy } = data
  return (
    <EntryPage
      title={text.title}
      truth={invitedBy === null ? text.truth : text.by(invitedBy)}
      text={text.as(email, roleWords.names[role])}
    >
      <EntryForm
        submit={text.submit}
        busy={accept.isPending}
        failed={accept.error?.message ?? sso.error?.message ?? null}
        onSubmit={(given) => accept.mutate({ token, name: given('name'), password: given('password') })}
      >
        {data.sso !== null && (
          <>
            <Button variant="default" onClick={() => sso.mutate()} loading={sso.isPending}>
              {signInWords.signIn.sso(data.sso)}
            </Button>
            <p className={styles['or']}>{signInWords.signIn.or}</p>
          </>
        )}
        <input type="hidden" name="email" autoComplete="username" value={email} />
        <TextInput
          name="name"
          label={signInWords.name}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={200}
        />
        <PasswordField name="password" label={signInWords.password} isNew />
      </EntryForm>
    </EntryPage>
  )
}
