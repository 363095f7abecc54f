import { Link } from '@tanstack/react-router'
import type { AccountDetail } from '../../../../server/src/contract/accounts.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { accountWords } from '../../words/accounts-en.ts'
import { amountText } from '../accounts/amount-text.ts'
import { FactList } from '../contact/fact-list.tsx'
import { LongText } from '../contact/long-text.tsx'
import { traitName, traitText } from '../contact/trait-words.ts'
import styles from './account-page.module.css'
import { Domains } from './domains.tsx'

/** What is known of the company beside its people. */
export function AccountFacts({ account }: { readonly account: AccountDetail }) {
  const { opportunities, parent, children, traits } = account
  const family = [
    ...(parent === null ? [] : [{ ...parent, as: accountWords.parent }]),
    ...children.map((child) => ({ ...child, as: accountWords.child })),
  ]
  return (
    <aside aria-label={accountWords.facts} className={styles['aside']}>
      <section>
        <h2 className={styles['small']}>{accountWords.opportunities}</h2>
        {opportunities.length === 0 && <p className={styles['soft']}>{accountWords.noOpportunities}</p>}
        {opportunities.map((deal) => (
          <p key={deal.id} className={styles['identity']}>
            <span className="figures">{amountText(deal)}</span>
            <span className={styles['soft']}>
              {accountWords.dealStates[deal.state] ?? deal.state} <TimeAgo at={Date.parse(deal.changedAt)} />
            </span>
          </p>
        ))}
      </section>
      <Domains account={account} />
      <FactList
        title={accountWords.family}
        facts={family.map(({ id, name, as }) => ({
          key: id,
          name: as,
          value: (
            <Link to="/accounts/$id" params={{ id }} search={{}} className="link">
              {name}
            </Link>
          ),
        }))}
      />
      <FactList
        title={accountWords.facts}
        facts={Object.entries(traits)
          .filter(([key, value]) => value !== null && key !== 'name' && key !== 'domain')
          .map(([key, value]) => ({
            key,
            name: traitName(key).slice(0, 80),
            value: <LongText text={traitText(value)} />,
          }))}
      />
    </aside>
  )
}
