import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import { words } from '../../words/en.ts'
import { TimeAgo } from '../time-ago.tsx'
import { ProofTable } from './proof-table.tsx'
import styles from './why.module.css'
import { WhyTree } from './why-tree.tsx'

/** Why a contact is where it is: in a sentence, as a tree, and as the raw proof. */
export function WhyStory({ why }: { readonly why: WhyView }) {
  const [showsProof, setShowsProof] = useState(false)
  const { stage, reason, explanation, contact, evidenceEvents, version, noStage, trigger } = why
  if (stage === null)
    return (
      <div className={styles['story']}>
        <p className={styles['lead']}>
          {noStage?.text} {words.contact.whyNoStage}
        </p>
        {noStage?.explanation != null && <WhyTree node={noStage.explanation} contact={contact.id} events={[]} />}
      </div>
    )
  const said = why.path.find(({ transition }) => transition === why.transition)?.text ?? null
  // A person's move is told by its own sentence.
  const tells = trigger !== null && trigger.kind !== 'ruling'
  return (
    <div className={styles['story']}>
      <p className={styles['lead']}>
        {tells && (
          <>
            <Link
              to="/contacts/$id"
              params={{ id: contact.id }}
              search={{ event: trigger.id }}
              resetScroll={false}
              className="link"
            >
              <strong>{trigger.text}</strong>
            </Link>{' '}
            <TimeAgo at={Date.parse(trigger.at)} isPhrase />.{' '}
          </>
        )}
        {words.contact.cause(said, why.cause, tells)} {reason !== null && `${words.contact.reasonGiven(reason)} `}
        <span className={styles['found']}>{version !== null && words.contact.byVersion(version)}</span>
      </p>
      {explanation !== null && <WhyTree node={explanation} contact={contact.id} events={evidenceEvents} />}
      <button
        type="button"
        className={`plain-button link ${styles['toggle']}`}
        aria-expanded={showsProof}
        onClick={() => setShowsProof(!showsProof)}
      >
        {showsProof ? words.contact.hideProof : words.contact.showProof}
      </button>
      {showsProof && <ProofTable why={why} />}
    </div>
  )
}
