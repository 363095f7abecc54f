import { Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { AccountDetail } from '../../../../server/src/contract/accounts.ts'
import { useAddDomain, useRemoveDomain } from '../../api/accounts.ts'
import { accountWords } from '../../words/accounts-en.ts'
import styles from './account-page.module.css'

/** By what the company is recognised. */
export function Domains({ account }: { readonly account: AccountDetail }) {
  const [domain, setDomain] = useState('')
  const add = useAddDomain(account.id)
  const drop = useRemoveDomain(account.id)
  const fault = add.error ?? drop.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    drop.reset()
    if (domain.trim() !== '') add.mutate(domain.trim(), { onSuccess: () => setDomain('') })
  }
  return (
    <section>
      <h2 className={styles['small']}>{accountWords.domains}</h2>
      <ul>
        {account.identities.map(({ kind, value }) => (
          <li key={`${kind} ${value}`} className={styles['identity']}>
            <span>
              {value} <span className={styles['soft']}>{kind === 'domain' ? '' : accountWords.group_id}</span>
            </span>
            {kind === 'domain' && account.identities.length > 1 && (
              <button
                type="button"
                className={styles['drop']}
                aria-label={accountWords.remove(value)}
                onClick={() => {
                  add.reset()
                  drop.mutate(value)
                }}
              >
                <IconX size={14} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ul>
      <form className={styles['adding']} onSubmit={submit}>
        <TextInput
          size="xs"
          aria-label={accountWords.addDomain}
          placeholder={accountWords.addDomainHint}
          value={domain}
          onChange={({ currentTarget }) => setDomain(currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" loading={add.isPending}>
          {accountWords.add}
        </Button>
      </form>
      {fault !== null && (
        <p className={styles['fault']} role="alert">
          {fault.message}
        </p>
      )}
    </section>
  )
}
