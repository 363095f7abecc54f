import { Button, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { GivenIdentity } from '../../../../server/src/contract/contact-edit.ts'
import { useCreateContact } from '../../api/contact-edit.ts'
import { contactName } from '../../components/contact-name.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { notify } from '../../components/notice.ts'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import styles from './contact-edit.module.css'
import { Refusal } from './refusal.tsx'

const text = contactEditWords.create
const traits = [
  ['firstName', text.first],
  ['lastName', text.last],
  ['title', text.job],
  ['company', text.company],
] as const

/** Puts somebody in by hand. */
export function CreatePage() {
  const create = useCreateContact()
  const navigate = useNavigate()
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({})
  const say = (key: string) => (given[key] ?? '').trim()
  const field = (key: string) => ({
    value: given[key] ?? '',
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      setGiven({ ...given, [key]: currentTarget.value }),
  })
  const isNamed = say('email') !== '' || say('phone') !== '' || say('user') !== ''

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isNamed) return
    const identities = (['phone', 'user'] as const).flatMap((kind): GivenIdentity[] =>
      say(kind) === '' ? [] : [{ kind, value: say(kind) }],
    )
    const set = Object.fromEntries(
      ['email', 'phone', ...traits.map(([key]) => key)].flatMap((key) => (say(key) === '' ? [] : [[key, say(key)]])),
    )
    create.mutate(
      { identities, traits: set },
      {
        onSuccess: (contact) => {
          notify({ text: text.created(contactName(contact)) })
          void navigate({ to: '/contacts/$id', params: { id: contact.id }, search: {} })
        },
      },
    )
  }

  return (
    <PageBody title={text.title}>
      <Link to="/contacts" search={{}} className={styles['back']}>
        {text.back}
      </Link>
      <h1 className={styles['title']}>{text.title}</h1>
      <p className={styles['truth']}>{text.truth}</p>
      <form className={`${styles['form']} ${styles['narrow']}`} onSubmit={submit}>
        <TextInput label={text.email} type="email" maxLength={320} autoComplete="off" {...field('email')} />
        <TextInput
          label={text.phone}
          description={text.phoneHint}
          maxLength={60}
          autoComplete="off"
          {...field('phone')}
        />
        <TextInput
          label={text.userId}
          description={text.userIdHint}
          maxLength={255}
          autoComplete="off"
          {...field('user')}
        />
        {traits.map(([key, label]) => (
          <TextInput key={key} label={label} maxLength={1000} autoComplete="off" {...field(key)} />
        ))}
        {create.isError && (
          <Refusal title={text.refused} error={create.error}>
            {create.error.status === 409 && say('email') !== '' && (
              <Link to="/contacts" search={{ q: say('email') }} className="link">
                {text.existing}
              </Link>
            )}
          </Refusal>
        )}
        <Button type="submit" disabled={!isNamed} loading={create.isPending}>
          {text.submit}
        </Button>
      </form>
    </PageBody>
  )
}
