import type { ExplanationView, WhyView } from '../../../../server/src/contract/why.ts'
import { words } from '../../words/en.ts'
import { Verdict } from './verdict.tsx'
import styles from './why.module.css'
import { WhyLeaf } from './why-leaf.tsx'

interface WhyTreeProps {
  readonly node: ExplanationView
  readonly contact: string
  readonly events: WhyView['evidenceEvents']
}

/** The criteria as a tree of sentences, each with whether it holds and what it rests on. */
export function WhyTree({ node, contact, events }: WhyTreeProps) {
  const only = node.op === 'not' && node.parts.length === 1 ? node.parts[0] : undefined
  if (only?.op === 'leaf') return <WhyLeaf leaf={only} isDenied contact={contact} events={events} />
  if (node.op === 'leaf') return <WhyLeaf leaf={node} contact={contact} events={events} />
  const { groups } = words.contact
  const label = node.op === 'is' ? groups.is(node.name ?? '') : groups[node.op]
  return (
    <div className={styles['node']} data-holds={node.holds}>
      <p className={styles['line']}>
        <Verdict holds={node.holds} />
        <span className={node.op === 'is' ? styles['named'] : styles['group']}>{label}</span>
      </p>
      <ul className={styles['parts']}>
        {node.parts.map((part, index) => (
          <li key={part.op === 'leaf' ? part.path : `${part.op} ${index}`}>
            <WhyTree node={part} contact={contact} events={events} />
          </li>
        ))}
      </ul>
    </div>
  )
}
