import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef } from 'react'
import type { Me, SessionView } from '../../../../server/src/contract/sign-in.ts'
import { changeMe, changePassword, endOtherSessions, endSession, sessionsQuery, signOut } from '../../api/session.ts'
import { PasswordField } from '../../components/entry/password-field.tsx'
import { notify } from '../../components/notice.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { words } from '../../words/en.ts'
import { roleWords } from '../../words/role-en.ts'
import { settingsWords } from '../../words/settings-en.ts'
import { browserName } from './browser-name.ts'
import styles from './settings.module.css'

const text = settingsWords.me

/** One's own name, password and sessions. */
export function MePart({ me }: { readonly me: Me }) {
  return (
    <>
      <header className={styles['head']}>
        <p className={styles['truth']}>
          {text.truth(me.name, roleWords.names[me.role])}
          <span className={`${styles['mail']} ${styles['soft']}`}>{me.email}</span>
        </p>
        <Button
          variant="default"
          onClick={() => void signOut().catch((error: Error) => notify({ text: error.message }))}
        >
          {words.frame.signOut}
        </Button>
      </header>
      <NameForm me={me} />
      <PasswordForm />
      <Sessions />
    </>
  )
}

function NameForm({ me }: { readonly me: Me }) {
  const save = useMutation({ mutationFn: changeMe, onSuccess: () => notify({ text: settingsWords.saved }) })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    save.mutate(String(new FormData(event.currentTarget).get('name') ?? ''))
  }
  return (
    <section className={styles['section']}>
      <h2>{text.name}</h2>
      <form className={styles['form']} onSubmit={submit}>
        <TextInput
          name="name"
          aria-label={text.name}
          defaultValue={me.name}
          autoComplete="name"
          required
          maxLength={200}
          error={save.error?.message}
        />
        <div className={styles['actions']}>
          <Button type="submit" variant="default" loading={save.isPending}>
            {text.nameSave}
          </Button>
        </div>
      </form>
    </section>
  )
}

function PasswordForm() {
  const form = useRef<HTMLFormElement>(null)
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.current?.reset()
      notify({ text: text.changed })
      void queries.invalidateQueries({ queryKey: sessionsQuery().queryKey })
    },
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    change.mutate({ current: String(given.get('current') ?? ''), password: String(given.get('password') ?? '') })
  }
  return (
    <section className={styles['section']}>
      <h2>{text.password}</h2>
      <form ref={form} className={styles['form']} onSubmit={submit}>
        {change.error !== null && (
          <p role="alert" className={styles['failed']}>
            {change.error.message}
          </p>
        )}
        <PasswordField name="current" label={text.current} />
        <PasswordField name="password" label={text.next} isNew />
        <div className={styles['actions']}>
          <Button type="submit" variant="default" loading={change.isPending}>
            {text.change}
          </Button>
        </div>
      </form>
    </section>
  )
}

function Sessions() {
  const queries = useQueryClient()
  const { data } = useQuery(sessionsQuery())
  const after = () => {
    notify({ text: text.ended })
    void queries.invalidateQueries({ queryKey: sessionsQuery().queryKey })
  }
  const end = useMutation({ mutationFn: endSession, onSuccess: after })
  const endAll = useMutation({ mutationFn: endOtherSessions, onSuccess: after })
  const sessions = data?.items ?? []
  return (
    <section className={styles['wide']}>
      <h2>{text.sessions}</h2>
      <ul>
        {sessions.map((session) => (
          <Session key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
        ))}
      </ul>
      {sessions.length > 2 && (
        <Button variant="default" onClick={() => endAll.mutate()} loading={endAll.isPending}>
          {text.endAll}
        </Button>
      )}
    </section>
  )
}

function Session({ session, onEnd }: { readonly session: SessionView; readonly onEnd: () => void }) {
  const name = browserName(session.browser) ?? text.unknownBrowser
  return (
    <li className={styles['entry']}>
      <div className={styles['head']} style={{ marginBottom: 0 }}>
        <span>
          <strong>{name}</strong> {session.address}
          <span className={`${styles['small']} ${styles['soft']}`}>
            {text.since} <TimeAgo at={Date.parse(session.createdAt)} />, {text.seen}{' '}
            <TimeAgo at={Date.parse(session.lastSeenAt)} />
          </span>
        </span>
        {session.current ? (
          <span className={styles['soft']}>{text.here}</span>
        ) : (
          <Button variant="default" size="xs" onClick={onEnd} aria-label={`${text.end}: ${name}`}>
            {text.end}
          </Button>
        )}
      </div>
    </li>
  )
}
