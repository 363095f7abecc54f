import { useInfiniteQuery } from '@tanstack/react-query'
import type { AccountDetail } from '../../../../server/src/contract/accounts.ts'
import { accountPeopleQuery } from '../../api/accounts.ts'
import { ContactMark } from '../../components/contact-mark.tsx'
import { contactName } from '../../components/contact-name.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { accountWords } from '../../words/accounts-en.ts'
import styles from './account-page.module.css'
import { useRoleChange } from './use-role-change.ts'

interface RolePanelProps {
  readonly account: AccountDetail
  readonly role: AccountDetail['roles'][number]
  readonly onClose: () => void
}

/** Chooses who has a role. */
export function RolePanel({ account, role, onClose }: RolePanelProps) {
  const list = useInfiniteQuery(accountPeopleQuery(account.id, {}))
  const give = useRoleChange(account.id)
  const people = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <SidePanel title={accountWords.giveRoleTo(role.name)} onClose={onClose}>
      <p className={styles['soft']}>{accountWords.giveRoleAdvice}</p>
      {list.isPending && <PlaceholderRows rows={4} />}
      <ul className={styles['choices']}>
        {people
          .filter((person) => !person.roles.includes(role.key))
          .map((person) => {
            const name = contactName(person)
            return (
              <li key={person.id}>
                <button
                  type="button"
                  className={styles['choice']}
                  onClick={() => {
                    give({ contact: person.id, name, role, given: true })
                    onClose()
                  }}
                >
                  <ContactMark name={person.name ?? person.email} />
                  <span>{name}</span>
                </button>
              </li>
            )
          })}
      </ul>
      {list.hasNextPage && (
        <LoadMore
          label={accountWords.morePeople}
          busy={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      )}
    </SidePanel>
  )
}
