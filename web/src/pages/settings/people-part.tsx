import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { InvitationView, PersonView } from '../../../../server/src/contract/people.ts'
import type { Me } from '../../../../server/src/contract/sign-in.ts'
import { invitationsQuery, peopleQuery, takeInvitationBack, teamsQuery } from '../../api/settings.ts'
import { dayText } from '../../components/moment.ts'
import { notify } from '../../components/notice.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { useNow } from '../../components/use-now.ts'
import { roleWords } from '../../words/role-en.ts'
import { settingsWords } from '../../words/settings-en.ts'
import styles from './settings.module.css'

const text = settingsWords.people

/** Everybody who uses Ripen, and who is invited to. */
export function PeoplePart({ me }: { readonly me: Me }) {
  const navigate = useNavigate({ from: '/settings/$part' })
  const manages = me.may.includes('people')
  const people = useQuery(peopleQuery())
  const invitations = useQuery({ ...invitationsQuery(), enabled: manages })
  const teams = useQuery(teamsQuery())
  if (people.isError && people.data === undefined)
    return <ProblemNote error={people.error} onRetry={() => void people.refetch()} />
  if (people.data === undefined) return <PlaceholderRows />
  const waiting = invitations.data?.items ?? []
  const teamName = (key: string) => teams.data?.items.find((team) => team.key === key)?.name ?? key
  const active = people.data.items.filter(({ deactivatedAt }) => deactivatedAt === null)
  return (
    <>
      <header className={styles['head']}>
        <p className={styles['truth']}>{text.truth(active.length, waiting.length)}</p>
        {manages && (
          <Button onClick={() => void navigate({ search: (now) => ({ ...now, open: 'new' }) })}>{text.invite}</Button>
        )}
      </header>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col">{text.role}</th>
            <th scope="col" className={styles['spare']}>
              {text.teams}
            </th>
            <th scope="col" className={styles['spare']}>
              {text.lastSeen}
            </th>
          </tr>
        </thead>
        <tbody>
          {people.data.items.map((person) => (
            <PersonRow key={person.id} person={person} me={me} manages={manages} teamName={teamName} />
          ))}
        </tbody>
      </table>
      {waiting.length > 0 && <Waiting invitations={waiting} />}
    </>
  )
}

interface PersonRowProps {
  readonly person: PersonView
  readonly me: Me
  readonly manages: boolean
  readonly teamName: (key: string) => string
}

function PersonRow({ person, me, manages, teamName }: PersonRowProps) {
  const { id, name, email, role, teams, deactivatedAt, lastSeenAt } = person
  return (
    <tr className={deactivatedAt === null ? undefined : styles['out']}>
      <td>
        {manages ? (
          <Link
            to="/settings/$part"
            params={{ part: 'people' }}
            search={{ open: id }}
            className="link"
            aria-label={text.edit(name)}
          >
            {name}
          </Link>
        ) : (
          <strong>{name}</strong>
        )}
        {id === me.id && ` (${text.me})`}
        <span className={styles['small']}>{email}</span>
      </td>
      <td>{deactivatedAt === null ? roleWords.names[role] : text.isOut}</td>
      <td className={styles['spare']}>{teams.map(teamName).join(', ')}</td>
      <td className={styles['spare']}>{lastSeenAt === null ? text.never : <TimeAgo at={Date.parse(lastSeenAt)} />}</td>
    </tr>
  )
}

function Waiting({ invitations }: { readonly invitations: readonly InvitationView[] }) {
  const queries = useQueryClient()
  const now = useNow()
  const withdraw = useMutation({
    mutationFn: takeInvitationBack,
    onSuccess: () => {
      notify({ text: text.withdrawn })
      void queries.invalidateQueries({ queryKey: invitationsQuery().queryKey })
    },
  })
  return (
    <section className={styles['wide']}>
      <h2>{text.invitations}</h2>
      <table className={styles['table']}>
        <tbody>
          {invitations.map(({ id, email, role, expiresAt }) => (
            <tr key={id}>
              <td>
                <strong>{email}</strong>
                <span className={styles['small']}>{roleWords.names[role]}</span>
              </td>
              <td>
                {Date.parse(expiresAt) <= now ? text.expired : `${text.until} ${dayText(Date.parse(expiresAt), now)}`}
              </td>
              <td className={styles['end']}>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={text.withdrawOf(email)}
                  onClick={() => withdraw.mutate(id)}
                >
                  {text.withdraw}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
