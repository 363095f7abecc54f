import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { whyQuery } from '../../api/history.ts'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { useStages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { WhyStory } from '../../components/why/why-story.tsx'
import { words } from '../../words/en.ts'
import styles from './why-of-contact.module.css'

const route = getRouteApi('/contacts')

/** The reason for a contact's stage, beside the list. */
export function WhyOfContact({ id }: { readonly id: string }) {
  const why = useQuery(whyQuery(id))
  const stages = useStages()
  const navigate = route.useNavigate()
  const close = useCallback(() => {
    void navigate({ search: ({ why: _, ...rest }) => rest, resetScroll: false })
  }, [navigate])
  const { stage = null, contact } = why.data ?? {}
  const title = stage === null ? words.contact.whyNone : words.contact.why(stages.find(stage).short)
  return (
    <SidePanel title={why.data === undefined ? words.states.loading : title} onClose={close}>
      {contact !== undefined && (
        <p className={styles['who']}>
          <Link to="/contacts/$id" params={{ id }} search={{}} className="link">
            {contact.name ?? contact.email ?? words.contacts.anonymous}
          </Link>
          {contact.account?.name != null && <span> · {contact.account.name}</span>}
        </p>
      )}
      {why.isPending && <PlaceholderRows rows={6} />}
      {why.isError && why.data === undefined && <ProblemNote error={why.error} onRetry={() => void why.refetch()} />}
      {why.data !== undefined && <WhyStory why={why.data} />}
    </SidePanel>
  )
}
