import { Switch } from '@mantine/core'
import { useState } from 'react'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import { words } from '../../words/en.ts'
import { ProofTable } from './proof-table.tsx'
import styles from './why.module.css'
import { WhyTree } from './why-tree.tsx'

/** Why a contact is where it is: in a sentence, as a tree, and as the raw proof. */
export function WhyStory({ why }: { readonly why: WhyView }) {
  const [showsProof, setShowsProof] = useState(false)
  const { stage, cause, reason, explanation, contact, evidenceEvents, version } = why
  if (stage === null) return <p className={styles['lead']}>{words.contact.whyNoStage}</p>
  return (
    <div className={styles['story']}>
      <p className={styles['lead']}>
        {words.contact.cause(cause)} {reason !== null && `${words.contact.reasonGiven(reason)} `}
        <span className={styles['found']}>{version !== null && words.contact.byVersion(version)}</span>
      </p>
      {explanation !== null && <WhyTree node={explanation} contact={contact.id} events={evidenceEvents} />}
      <Switch
        size="xs"
        checked={showsProof}
        onChange={({ currentTarget }) => setShowsProof(currentTarget.checked)}
        label={words.contact.showProof}
        className={styles['switch'] ?? ''}
      />
      {showsProof && <ProofTable why={why} />}
    </div>
  )
}
