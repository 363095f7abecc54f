import { Link } from '@tanstack/react-router'
import type { LifecycleVersionItem } from '../../../../../server/src/contract/lifecycle.ts'
import { actorText } from '../../../components/actor-text.ts'
import { draftWords } from '../../../words/drafts-en.ts'
import styles from './versions-tab.module.css'

const { versions: text } = draftWords

/** Under what a version was published: who proposed and agreed, or why it went without; what it did. */
export function VersionTerms({ version: { agreedBy, effect, terms } }: { readonly version: LifecycleVersionItem }) {
  if (terms === null) return null
  const { needs, proposal, proposedBy, broughtBack, nobody, without } = terms
  const agreed = agreedBy.map(({ team, by }) => `${actorText(by)} (${team})`)
  return (
    <div className={styles['terms']}>
      {broughtBack !== null && <span>{text.broughtBack(broughtBack)}</span>}
      {proposedBy !== null && <span>{text.proposed(actorText(proposedBy))}</span>}
      {agreed.length > 0 && <span>{text.agreed(agreed)}</span>}
      {without !== null && <span className={styles['without']}>{text.without(without.teams, without.reason)}</span>}
      {nobody.length > 0 && <span>{text.nobody(nobody)}</span>}
      {needs !== null && <span>{effect === 'restate' ? text.restated : text.effects[needs]}</span>}
      {proposal !== null && (
        <Link to="/proposals/$id" params={{ id: proposal }} className="link">
          {text.see}
        </Link>
      )}
    </div>
  )
}
