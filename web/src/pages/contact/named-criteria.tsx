import type { WhyView } from '../../../../server/src/contract/why.ts'
import { Verdict } from '../../components/why/verdict.tsx'
import { WhyTree } from '../../components/why/why-tree.tsx'
import { words } from '../../words/en.ts'
import styles from './facts.module.css'

/** Which of the lifecycle's named criteria, such as ideal customers and personas, a contact meets, and why. */
export function NamedCriteria({ why: { named, contact } }: { readonly why: WhyView }) {
  if (named.length === 0) return null
  const ordered = [...named].sort((a, b) => Number(b.holds) - Number(a.holds))
  return (
    <section>
      <h2 className={styles['title']}>{words.contact.named}</h2>
      <ul>
        {ordered.map(({ name, holds, explanation }) => (
          <li key={name} className={styles['named']}>
            <details>
              <summary>
                <Verdict holds={holds} />
                <span data-holds={holds}>{words.contact.groups.is(name)}</span>
              </summary>
              {explanation === null ? (
                <p className={styles['note']}>{words.contact.unknownNamed}</p>
              ) : (
                <WhyTree node={explanation} contact={contact.id} events={[]} />
              )}
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
