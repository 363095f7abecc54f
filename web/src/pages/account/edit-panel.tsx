import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { AccountDetail } from '../../../../server/src/contract/accounts.ts'
import { accountsLikeQuery, useEditAccount } from '../../api/accounts.ts'
import { RequestFailed } from '../../api/request.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { notify } from '../../components/notice.ts'
import { accountWords } from '../../words/accounts-en.ts'
import styles from './account-page.module.css'

interface EditPanelProps {
  readonly account: AccountDetail
  readonly onClose: () => void
}

const { fields } = accountWords

/** Changes what the company is called, who answers for it and what it is part of. */
export function EditPanel({ account, onClose }: EditPanelProps) {
  const [name, setName] = useState(account.name ?? '')
  const [owner, setOwner] = useState(account.owner ?? '')
  const [parent, setParent] = useState(account.parent?.id ?? null)
  const [wanted, setWanted] = useState('')
  const [asked] = useDebouncedValue(wanted.trim(), 180)
  const like = useQuery(accountsLikeQuery(asked))
  const edit = useEditAccount(account.id)
  const choices = new Map<string, string>()
  if (account.parent !== null) choices.set(account.parent.id, account.parent.name)
  for (const one of like.data?.items ?? [])
    if (one.id !== account.id) choices.set(one.id, one.name ?? one.domain ?? one.id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const set = {
      ...(name.trim() !== '' && name.trim() !== account.name ? { name: name.trim() } : {}),
      ...((owner.trim() || null) === account.owner ? {} : { owner: owner.trim() || null }),
      ...(parent === (account.parent?.id ?? null) ? {} : { parent }),
    }
    if (Object.keys(set).length === 0) return onClose()
    edit.mutate(
      { ...set, version: account.version },
      {
        onSuccess: () => {
          notify({ text: accountWords.saved })
          onClose()
        },
        onError: (error) => {
          if (error instanceof RequestFailed && error.status === 412) notify({ text: accountWords.changedMeanwhile })
        },
      },
    )
  }
  return (
    <SidePanel title={accountWords.editTitle} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <TextInput
          label={fields.name}
          maxLength={200}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <TextInput
          label={fields.owner}
          description={fields.ownerHint}
          maxLength={200}
          value={owner}
          onChange={({ currentTarget }) => setOwner(currentTarget.value)}
        />
        <Select
          label={fields.parent}
          placeholder={fields.parentHint}
          searchable
          clearable
          data={[...choices].map(([value, label]) => ({ value, label }))}
          filter={({ options }) => options}
          nothingFoundMessage={asked === '' ? fields.parentHint : accountWords.none}
          value={parent}
          onChange={setParent}
          onSearchChange={setWanted}
        />
        {edit.isError && (
          <p className={styles['fault']} role="alert">
            {edit.error.message}
          </p>
        )}
        <Button type="submit" loading={edit.isPending}>
          {accountWords.save}
        </Button>
      </form>
    </SidePanel>
  )
}
