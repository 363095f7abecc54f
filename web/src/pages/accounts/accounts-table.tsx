import { Link } from '@tanstack/react-router'
import type { AccountItem } from '../../../../server/src/contract/accounts.ts'
import { StageBadge } from '../../components/stage/stage-badge.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { accountWords } from '../../words/accounts-en.ts'
import { number, words } from '../../words/en.ts'
import styles from './accounts-page.module.css'
import { amountText } from './amount-text.ts'

interface AccountsTableProps {
  readonly accounts: readonly AccountItem[]
  readonly stages: Stages
}

const { columns } = accountWords

/** One account a row: its name leads to its page, its numbers to what is behind them. */
export function AccountsTable({ accounts, stages }: AccountsTableProps) {
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col" className={styles['people']}>
            {columns.people}
          </th>
          <th scope="col" className={styles['stage']}>
            {columns.stage}
          </th>
          <th scope="col" className={styles['coverage']}>
            {columns.coverage}
          </th>
          <th scope="col" className={styles['owner']}>
            {columns.owner}
          </th>
          <th scope="col" className={styles['deal']}>
            {columns.opportunity}
          </th>
          <th scope="col" className={styles['moved']}>
            {columns.moved}
          </th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} stages={stages} />
        ))}
      </tbody>
    </table>
  )
}

function AccountRow({ account, stages }: { readonly account: AccountItem; readonly stages: Stages }) {
  const { id, name, domain, people, stage, coverage, owner, opportunity, movedAt } = account
  const shown = name ?? domain ?? id
  return (
    <tr>
      <td>
        <Link to="/accounts/$id" params={{ id }} search={{}} className={styles['name']}>
          <span className={styles['cut']}>{shown}</span>
          {domain !== null && domain !== shown && (
            <span className={`${styles['cut']} ${styles['domain']}`}>{domain}</span>
          )}
        </Link>
      </td>
      <td className={styles['people']}>
        <Link to="/accounts/$id" params={{ id }} search={{}} hash="people" className={styles['door']}>
          {number(people)}
          <span className="for-readers-only">{accountWords.peopleDoor(people, shown)}</span>
        </Link>
      </td>
      <td className={styles['stage']}>
        {stage === null ? (
          accountWords.noStage
        ) : (
          <Link to="/accounts" search={{ stage }} className={styles['door']}>
            <StageBadge stage={stages.find(stage)} level={null} />
          </Link>
        )}
      </td>
      <td className={`${styles['coverage']} figures`}>
        {coverage.of === 0 ? words.states.noValue : accountWords.coverage(coverage.engaged, coverage.of)}
      </td>
      <td className={styles['owner']}>
        {owner === null ? (
          accountWords.nobody
        ) : (
          <Link to="/accounts" search={{ owner }} className={styles['door']}>
            {owner}
          </Link>
        )}
      </td>
      <td className={`${styles['deal']} figures`}>
        {opportunity === null ? words.states.noValue : amountText(opportunity)}
      </td>
      <td className={styles['moved']}>
        {movedAt === null ? words.states.noValue : <TimeAgo at={Date.parse(movedAt)} />}
      </td>
    </tr>
  )
}
