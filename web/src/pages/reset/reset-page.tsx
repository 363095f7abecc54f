import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { resetPassword } from '../../api/session.ts'
import { EntryForm } from '../../components/entry/entry-form.tsx'
import styles from '../../components/entry/entry-page.module.css'
import { EntryPage } from '../../components/entry/entry-page.tsx'
import { PasswordField } from '../../components/entry/password-field.tsx'
import { signInWords } from '../../words/sign-in-en.ts'

const text = signInWords.reset

/** Chooses another password by the link that was sent. */
export function ResetPage() {
  const { token } = useParams({ from: '/reset/$token' })
  const navigate = useNavigate()
  const choose = useMutation({ mutationFn: resetPassword, onSuccess: () => navigate({ to: '/' }) })
  return (
    <EntryPage title={text.title} truth={text.truth} text={text.text}>
      <EntryForm
        submit={text.submit}
        busy={choose.isPending}
        failed={choose.error?.message ?? null}
        onSubmit={(given) => choose.mutate({ token, password: given('password') })}
      >
        <PasswordField name="password" label={signInWords.password} isNew />
      </EntryForm>
      <p className={styles['after']}>
        <Link to="/reset" className="link">
          {text.askTitle}
        </Link>
        <Link to="/sign-in" search={{}} className="link">
          {signInWords.back}
        </Link>
      </p>
    </EntryPage>
  )
}
