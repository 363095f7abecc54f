import { TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { setUp, waysInQuery } from '../../api/session.ts'
import { EntryForm } from '../../components/entry/entry-form.tsx'
import styles from '../../components/entry/entry-page.module.css'
import { EntryPage } from '../../components/entry/entry-page.tsx'
import { PasswordField } from '../../components/entry/password-field.tsx'
import { signInWords } from '../../words/sign-in-en.ts'

const text = signInWords.setUp

/** Makes the first administrator. */
export function SetUpPage() {
  const navigate = useNavigate()
  const ways = useQuery(waysInQuery())
  const make = useMutation({ mutationFn: setUp, onSuccess: () => navigate({ to: '/' }) })
  if (ways.data?.setUp === false && !make.isPending)
    return (
      <EntryPage title={text.title} truth={text.done}>
        <p className={styles['after']}>
          <Link to="/sign-in" search={{}} className="link">
            {text.toSignIn}
          </Link>
        </p>
      </EntryPage>
    )
  return (
    <EntryPage title={text.title} truth={text.truth} text={text.text}>
      <EntryForm
        submit={text.submit}
        busy={make.isPending}
        failed={make.error?.message ?? null}
        onSubmit={(given) => make.mutate({ name: given('name'), email: given('email'), password: given('password') })}
      >
        <TextInput
          name="name"
          label={signInWords.name}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={200}
          autoFocus
        />
        <TextInput
          name="email"
          label={signInWords.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          maxLength={254}
        />
        <PasswordField name="password" label={signInWords.password} isNew />
      </EntryForm>
    </EntryPage>
  )
}
