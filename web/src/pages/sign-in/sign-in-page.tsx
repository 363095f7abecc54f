import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, Navigate, useRouter, useSearch } from '@tanstack/react-router'
import { beginSso, signIn, waysInQuery } from '../../api/session.ts'
import { EntryForm } from '../../components/entry/entry-form.tsx'
import styles from '../../components/entry/entry-page.module.css'
import { EntryPage } from '../../components/entry/entry-page.tsx'
import { PasswordField } from '../../components/entry/password-field.tsx'
import { signInWords } from '../../words/sign-in-en.ts'
import { readSignInSearch } from './sign-in-search.ts'

const text = signInWords.signIn

/** Comes in by address and password, or by the single sign-on. */
export function SignInPage() {
  // The router keeps what was left out when the address was read, too.
  const { to = '/', failed } = readSignInSearch({ ...useSearch({ from: '/sign-in' }) })
  const router = useRouter()
  const ways = useQuery(waysInQuery())
  const password = useMutation({ mutationFn: signIn, onSuccess: () => goTo(to) })
  const sso = useMutation({ mutationFn: () => beginSso(to) })

  function goTo(path: string) {
    // What the server itself shows is loaded; everything else is a page of the app.
    if (path.startsWith('/docs')) window.location.assign(path)
    else router.history.push(path)
  }

  if (ways.data?.setUp) return <Navigate to="/set-up" replace />
  const problem = password.error?.message ?? sso.error?.message ?? (failed === undefined ? null : text.failed(failed))
  return (
    <EntryPage title={text.title} truth={text.truth}>
      <EntryForm
        submit={text.submit}
        busy={password.isPending}
        failed={problem}
        onSubmit={(given) => password.mutate({ email: given('email'), password: given('password') })}
      >
        {ways.data?.sso && (
          <>
            <Button variant="default" onClick={() => sso.mutate()} loading={sso.isPending}>
              {text.sso(ways.data.sso)}
            </Button>
            <p className={styles['or']}>{text.or}</p>
          </>
        )}
        <TextInput
          name="email"
          label={signInWords.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          maxLength={254}
          autoFocus
        />
        <PasswordField name="password" label={signInWords.password} />
      </EntryForm>
      <p className={styles['after']}>
        <Link to="/reset" className="link">
          {text.forgot}
        </Link>
      </p>
    </EntryPage>
  )
}
