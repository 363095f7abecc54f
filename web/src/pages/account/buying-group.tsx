import { ActionIcon, Tooltip } from '@mantine/core'
import { IconUserPlus, IconX } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { AccountDetail } from '../../../../server/src/contract/accounts.ts'
import { contactName } from '../../components/contact-name.ts'
import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { accountWords } from '../../words/accounts-en.ts'
import styles from './account-page.module.css'
import { useRoleChange } from './use-role-change.ts'

const route = getRouteApi('/accounts/$id')

type Role = AccountDetail['roles'][number]

interface BuyingGroupProps {
  readonly account: AccountDetail
  readonly stages: Stages
}

/** Who has which part in a purchase, and which part nobody has who is engaged. */
export function BuyingGroup({ account, stages }: BuyingGroupProps) {
  const { roles, coverage, engagedFrom } = account
  return (
    <section aria-labelledby="buying-group">
      <div className={styles['bar']}>
        <h2 id="buying-group" className={styles['section']}>
          {accountWords.group}
          {roles.length > 0 && `: ${accountWords.groupTruth(coverage.engaged, coverage.of)}`}
        </h2>
        {roles.length > 0 && engagedFrom !== null && (
          <span className={styles['soft']}>{accountWords.engagedFrom(stages.find(engagedFrom).name)}</span>
        )}
      </div>
      {roles.length === 0 ? (
        <>
          <p>{accountWords.groupless}</p>
          <p className={styles['soft']}>{accountWords.grouplessAdvice}</p>
        </>
      ) : (
        roles.map((role) => <RoleRow key={role.key} account={account} role={role} stages={stages} />)
      )}
    </section>
  )
}

function RoleRow({ account, role, stages }: BuyingGroupProps & { readonly role: Role }) {
  const navigate = route.useNavigate()
  const give = useRoleChange(account.id)
  return (
    <div className={styles['role']}>
      <h3>{role.name}</h3>
      <ul className={styles['holders']}>
        {role.people.length === 0 && <li className={styles['soft']}>{accountWords.roleOpen}</li>}
        {role.people.map((person) => {
          const name = contactName({ ...person, known: true })
          return (
            <li key={person.id} className={styles['holder']} data-quiet={!person.engaged || undefined}>
              {person.stage !== null && <StageGlyph ripe={stages.find(person.stage).ripe} />}
              <Tooltip label={hint(person)} openDelay={300}>
                <Link to="/contacts/$id" params={{ id: person.id }} search={{}}>
                  {name}
                </Link>
              </Tooltip>
              <span className="for-readers-only">{hint(person)}</span>
              <Tooltip label={accountWords.notThis} openDelay={300}>
                <button
                  type="button"
                  className={styles['drop']}
                  aria-label={accountWords.takeRole(name, role.name)}
                  onClick={() => give({ contact: person.id, name, role, given: false })}
                >
                  <IconX size={14} aria-hidden="true" />
                </button>
              </Tooltip>
            </li>
          )
        })}
        {role.count > role.people.length && (
          <li className={styles['soft']}>{accountWords.moreHolders(role.count - role.people.length)}</li>
        )}
      </ul>
      <Tooltip label={accountWords.giveRole} openDelay={300}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`${accountWords.giveRole}: ${role.name}`}
          onClick={() =>
            void navigate({
              search: (search) => ({ ...search, panel: 'role' as const, role: role.key }),
              resetScroll: false,
            })
          }
        >
          <IconUserPlus size={16} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

function hint({ stageName, engaged, given }: Role['people'][number]): string {
  const { holder, byHand, byCriteria, noStage } = accountWords
  return [stageName ?? noStage, engaged ? holder.engaged : holder.quiet, given ? byHand : byCriteria].join(' · ')
}
