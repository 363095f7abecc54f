import type { ExplanationView, WhyView } from '../../../../server/src/contract/why.ts'
import { words } from '../../words/en.ts'
import styles from './why.module.css'

/** The proof as it is: each condition by its place in the document, with what was found and what was asked for. */
export function ProofTable({ why }: { readonly why: WhyView }) {
  const { contact: text } = words
  const leaves = why.explanation === null ? [] : leavesOf(why.explanation)
  return (
    <div className={styles['proof']}>
      <dl className={styles['pairs']}>
        <dt>{text.proofTransition}</dt>
        <dd>
          <code>{why.transition}</code>
        </dd>
        <dt>{text.proofVersion}</dt>
        <dd className="figures">{why.version}</dd>
      </dl>
      {leaves.length > 0 && (
        <table className={styles['leaves']}>
          <thead>
            <tr>
              <th scope="col">{text.proofCondition}</th>
              <th scope="col">{text.proofObserved}</th>
              <th scope="col">{text.proofWanted}</th>
              <th scope="col">{text.proofHolds}</th>
            </tr>
          </thead>
          <tbody>
            {leaves.map(({ path, observed, wanted, holds }) => (
              <tr key={path}>
                <td>
                  <code>{path}</code>
                </td>
                <td>
                  <code>{JSON.stringify(observed)}</code>
                </td>
                <td>
                  <code>{JSON.stringify(wanted)}</code>
                </td>
                <td>{holds ? text.yes : text.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles['found']}>{text.proofNote}</p>
    </div>
  )
}

function leavesOf(node: ExplanationView): Extract<ExplanationView, { op: 'leaf' }>[] {
  return node.op === 'leaf' ? [node] : node.parts.flatMap(leavesOf)
}
