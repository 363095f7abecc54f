import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { ContactPage } from '../../../../server/src/contract/contacts.ts'
import { filterParameters, NO_STAGE } from '../../api/contacts.ts'
import { isDoor } from '../../components/door/door.ts'
import { LoadMore } from '../../components/load-more.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { listWords } from '../../words/contact-list-en.ts'
import { doorWords } from '../../words/doors-en.ts'
import { words } from '../../words/en.ts'
import { useMay } from '../contact-edit/use-may.ts'
import styles from './contacts-found.module.css'
import type { ContactsSearch } from './contacts-search.ts'
import { ContactsTable } from './contacts-table.tsx'
import { isNobody } from './selection/selection.ts'
import { useSelection } from './selection/use-selection.ts'

const BulkDock = lazy(() => import('./selection/bulk-dock.tsx').then(({ BulkDock: Dock }) => ({ default: Dock })))

interface ContactsFoundProps {
  readonly list: UseInfiniteQueryResult<InfiniteData<ContactPage>>
  readonly search: ContactsSearch
  readonly stages: Stages
}

/** The table with what comes after it, or a word on why it is empty. */
export function ContactsFound({ list, search, stages }: ContactsFoundProps) {
  const { q } = search
  const contacts = list.data?.pages.flatMap(({ items }) => items) ?? []
  const behind = givenOf(filterParameters(search))
  const chooser = useSelection(
    JSON.stringify(behind),
    contacts.map(({ id }) => id),
  )
  const mayMove = useMay('move')
  const isBegun = useHasBegun(!isNobody(chooser.selection))
  // A search that looked at many and found nobody yet goes on by itself.
  const counting = list.data?.pages[0]?.counting
  if (contacts.length === 0 && counting !== undefined)
    return (
      <QuietNote title={listWords.filter.noneYet}>
        <p>{listWords.filter.lookingNote}</p>
      </QuietNote>
    )
  if (contacts.length === 0 && !list.hasNextPage)
    return (
      <QuietNote title={words.contacts.noneHere}>
        <p>{q === undefined ? noneText(search, stages) : words.contacts.noneMatch(q)}</p>
        <p>
          <Link to="/contacts" search={{}} className="link">
            {words.contacts.clearFilter}
          </Link>
        </p>
      </QuietNote>
    )
  return (
    <div
      className={styles['found']}
      data-stale={list.isPlaceholderData || undefined}
      aria-busy={list.isPlaceholderData}
    >
      {contacts.length > 0 && <ContactsTable contacts={contacts} stages={stages} chooser={mayMove ? chooser : null} />}
      {list.hasNextPage ? (
        <LoadMore
          label={words.contacts.more}
          busy={list.isFetchingNextPage}
          eager={!list.isFetchNextPageError && !list.isPlaceholderData}
          onMore={() => void list.fetchNextPage()}
        />
      ) : (
        counting === undefined && <p className={styles['end']}>{words.contacts.end(contacts.length)}</p>
      )}
      {mayMove && isBegun && (
        <Suspense fallback={null}>
          <BulkDock chooser={chooser} behind={behind} total={list.data?.pages[0]?.total} stages={stages} />
        </Suspense>
      )}
    </div>
  )
}

/** True once it has been: what was opened stays, and closes itself. */
function useHasBegun(now: boolean): boolean {
  const [begun, setBegun] = useState(now)
  if (now && !begun) setBegun(true)
  return begun
}

/** The parameters that say something. */
function givenOf(parameters: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  )
}

function noneText(search: ContactsSearch, stages: Stages): string {
  if (search.where !== undefined || search.segment !== undefined) return listWords.filter.none
  if (search.stage === NO_STAGE) return words.contacts.noneInNoStage
  return isDoor(search) ? doorWords.noneBehind : words.contacts.noneInStage(stages.find(search.stage ?? '').name)
}
