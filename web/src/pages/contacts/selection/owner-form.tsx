import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { BulkWork } from '../../../../../server/src/contract/bulk-actions.ts'
import { bulkTeamsQuery } from '../../../api/bulk.ts'
import { bulkWords } from '../../../words/bulk-en.ts'
import styles from './bulk-dock.module.css'
import type { FormProps } from './form-props.ts'

const { forms } = bulkWords

type How = 'one' | 'team' | 'nobody'

/** Who owns the chosen from now on: one person, a team in turn, or nobody. */
export function OwnerForm({ onWork, isBusy }: FormProps) {
  const { teams, owners } = useQuery(bulkTeamsQuery()).data ?? { teams: [], owners: [] }
  const [how, setHow] = useState<How>('one')
  const [person, setPerson] = useState('')
  const [team, setTeam] = useState('')
  const [keep, setKeep] = useState(true)
  const work = workOf(how, { person, team, keep })

  function submit(event: FormEvent) {
    event.preventDefault()
    if (work !== null) onWork(work)
  }

  return (
    <form className={styles['form']} onSubmit={submit}>
      <NativeSelect
        label={forms.ownerKind}
        data={(['one', 'team', 'nobody'] as const).map((value) => ({ value, label: forms[value] }))}
        value={how}
        onChange={({ currentTarget }) => setHow(currentTarget.value as How)}
      />
      {how === 'one' && (
        <NativeSelect
          label={forms.person}
          data={[
            { value: '', label: forms.pickOne },
            ...owners.map(({ name, email }) => ({ value: email, label: `${name} (${email})` })),
          ]}
          value={person}
          onChange={({ currentTarget }) => setPerson(currentTarget.value)}
        />
      )}
      {how === 'team' && teams.length > 0 && (
        <NativeSelect
          label={forms.teamName}
          data={[
            { value: '', label: forms.pickOne },
            ...teams.map(({ key, members }) => ({ value: key, label: forms.teamSize(key, members) })),
          ]}
          value={team}
          onChange={({ currentTarget }) => setTeam(currentTarget.value)}
        />
      )}
      <Button type="submit" disabled={work === null} loading={isBusy}>
        {forms.look}
      </Button>
      {how === 'team' && teams.length === 0 && <p className={styles['note']}>{forms.noTeams}</p>}
      {how === 'team' && teams.length > 0 && (
        <label className={styles['check']}>
          <input type="checkbox" checked={keep} onChange={({ currentTarget }) => setKeep(currentTarget.checked)} />
          {forms.keep}
        </label>
      )}
    </form>
  )
}

function workOf(
  how: How,
  { person, team, keep }: { readonly person: string; readonly team: string; readonly keep: boolean },
): BulkWork | null {
  if (how === 'nobody') return { do: 'set_owner', owner: null }
  if (how === 'one') return person === '' ? null : { do: 'set_owner', owner: person }
  return team === '' ? null : { do: 'share_out', team, keepOwners: keep }
}
