import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useCallback } from 'react'
import { contactQuery } from '../../api/contacts.ts'
import { whyQuery } from '../../api/history.ts'
import { RequestFailed } from '../../api/request.ts'
import { contactName } from '../../components/contact-name.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { useStages } from '../../components/stage/stages.ts'
import { MissingPage } from '../../components/states/missing-page.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { words } from '../../words/en.ts'
import { ContactTools } from '../contact-edit/contact-tools.tsx'
import { ContactHead } from './contact-head.tsx'
import styles from './contact-page.module.css'
import { Facts } from './facts.tsx'
import { MovePanel } from './move-panel.tsx'
import { NamedCriteria } from './named-criteria.tsx'
import { NextSection } from './next-section.tsx'
import { PathPicture } from './path-picture.tsx'
import { Scores } from './scores.tsx'
import { Timeline } from './timeline/timeline.tsx'
import { Touches } from './touches.tsx'
import { WhySection } from './why-section.tsx'

const EditPanel = lazy(() => import('../contact-edit/edit-panel.tsx').then((file) => ({ default: file.EditPanel })))

const route = getRouteApi('/contacts/$id')

/** One person: where it stands, why, what it did and what is known of it. */
export function ContactPage() {
  const { id } = route.useParams()
  const { panel, to } = route.useSearch()
  const navigate = route.useNavigate()
  const stages = useStages()
  const detail = useQuery(contactQuery(id))
  const why = useQuery(whyQuery(id))
  const closePanel = useCallback(() => {
    void navigate({ search: ({ panel: _, to: __, ...rest }) => rest, resetScroll: false })
  }, [navigate])
  const contact = detail.data
  if (detail.error instanceof RequestFailed && (detail.error.status === 404 || detail.error.status === 400))
    return <MissingPage />
  return (
    <PageBody
      title={contact === undefined ? words.contacts.title : contactName(contact)}
      panel={
        panel === 'move' && contact !== undefined ? (
          <MovePanel contact={contact} stages={stages} wanted={to ?? null} onClose={closePanel} />
        ) : panel === 'edit' && contact !== undefined ? (
          <Suspense fallback={null}>
            <EditPanel contact={contact} onClose={closePanel} />
          </Suspense>
        ) : null
      }
    >
      <nav aria-label={words.contact.trail}>
        <Link to="/contacts" search={{}} className={styles['back']}>
          {words.contact.back}
        </Link>
      </nav>
      {detail.isPending && <PlaceholderRows />}
      {detail.isError && contact === undefined && (
        <ProblemNote error={detail.error} onRetry={() => void detail.refetch()} />
      )}
      {contact !== undefined && (
        <>
          <ContactHead contact={contact} stages={stages} />
          <ContactTools contact={contact} />
          {why.data !== undefined && <PathPicture why={why.data} stages={stages} />}
          <div className={styles['columns']}>
            <div className={styles['story']}>
              <WhySection why={why} stages={stages} />
              {why.data !== undefined && <NextSection why={why.data} stages={stages} />}
              {why.data !== undefined && <Scores why={why.data} stages={stages} />}
              <Timeline contact={contact} stages={stages} evidence={why.data?.evidence ?? []} />
            </div>
            <Facts contact={contact}>
              {why.data !== undefined && <NamedCriteria why={why.data} />}
              {why.data !== undefined && <Touches why={why.data} stages={stages} />}
            </Facts>
          </div>
        </>
      )}
    </PageBody>
  )
}
