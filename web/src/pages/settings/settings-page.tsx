import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Me } from '../../../../server/src/contract/sign-in.ts'
import { meQuery } from '../../api/session.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { useOpenTab } from '../../components/frame/use-open-tab.ts'
import { MissingPage } from '../../components/states/missing-page.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { settingsWords } from '../../words/settings-en.ts'
import { AuditPart } from './audit-part.tsx'
import { InvitePanel } from './invite-panel.tsx'
import { KeyPanel } from './key-panel.tsx'
import { KeysPart } from './keys-part.tsx'
import { MePart } from './me-part.tsx'
import { PeoplePart } from './people-part.tsx'
import { PersonPanel } from './person-panel.tsx'
import styles from './settings.module.css'
import { SignInPart } from './sign-in-part.tsx'

type Part = keyof typeof settingsWords.parts

/** What one has to be allowed to see a part. */
const needs: Readonly<Record<Part, Me['may'][number]>> = {
  me: 'read',
  people: 'read',
  'sign-in': 'settings',
  keys: 'keys',
  audit: 'audit',
}
const parts = Object.keys(needs) as Part[]

/** Own account, people, keys, and what was done. */
export function SettingsPage() {
  const { part } = useParams({ from: '/settings/$part' })
  const { open } = useSearch({ from: '/settings/$part' })
  const navigate = useNavigate({ from: '/settings/$part' })
  const close = useCallback(() => void navigate({ search: ({ open: _, ...rest }) => rest, replace: true }), [navigate])
  const { data: me, error, refetch } = useQuery(meQuery())
  const tabs = useOpenTab(`${part} ${me?.role}`)
  const known = parts.find((one) => one === part)
  if (known === undefined) return <MissingPage />
  const may = me?.may.includes(needs[known]) ?? false
  return (
    <PageBody title={settingsWords.parts[known]} panel={may && panelOf(known, open, me, close)}>
      <h1 className={styles['title']}>{settingsWords.title}</h1>
      <nav ref={tabs} aria-label={settingsWords.title} className={styles['parts']}>
        {parts
          .filter((one) => me?.may.includes(needs[one]))
          .map((one) => (
            <Link
              key={one}
              to="/settings/$part"
              params={{ part: one }}
              search={{}}
              activeOptions={{ includeSearch: false }}
            >
              {settingsWords.parts[one]}
            </Link>
          ))}
      </nav>
      {me === undefined && error === null && <PlaceholderRows />}
      {me === undefined && error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {me !== undefined && !may && (
        <QuietNote title={settingsWords.noPermission}>{settingsWords.noPermissionAdvice}</QuietNote>
      )}
      {me !== undefined && may && <Body part={known} me={me} />}
    </PageBody>
  )
}

function Body({ part, me }: { readonly part: Part; readonly me: Me }) {
  switch (part) {
    case 'me':
      return <MePart me={me} />
    case 'people':
      return <PeoplePart me={me} />
    case 'sign-in':
      return <SignInPart />
    case 'keys':
      return <KeysPart />
    case 'audit':
      return <AuditPart />
  }
}

function panelOf(part: Part, open: string | undefined, me: Me | undefined, close: () => void) {
  if (open === undefined) return null
  if (part === 'keys') return <KeyPanel onClose={close} />
  if (part !== 'people' || me?.may.includes('people') !== true) return null
  return open === 'new' ? <InvitePanel onClose={close} /> : <PersonPanel key={open} id={open} onClose={close} />
}
