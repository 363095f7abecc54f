import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ContactPage } from '../../../../server/src/contract/contacts.ts'
import { NO_STAGE } from '../../api/contacts.ts'
import { isDoor } from '../../components/door/door.ts'
import { LoadMore } from '../../components/load-more.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { listWords } from '../../words/contact-list-en.ts'
import { doorWords } from '../../words/doors-en.ts'
import { words } from '../../words/en.ts'
import styles from './contacts-found.module.css'
import type { ContactsSearch } from './contacts-search.ts'
import { ContactsTable } from './contacts-table.tsx'

interface ContactsFoundProps {
  readonly list: UseInfiniteQueryResult<InfiniteData<ContactPage>>
  readonly search: ContactsSearch
  readonly stages: Stages
}

/** The table with what comes after it, or a word on why it is empty. */
export function ContactsFound({ list, search, stages }: ContactsFoundProps) {
  const { q } = search
  const contacts = list.data?.pages.flatMap(({ items }) => items) ?? []
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
      {contacts.length > 0 && <ContactsTable contacts={contacts} stages={stages} />}
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
    </div>
  )
}

function noneText(search: ContactsSearch, stages: Stages): string {
  if (search.where !== undefined || search.segment !== undefined) return listWords.filter.none
  if (search.stage === NO_STAGE) return words.contacts.noneInNoStage
  return isDoor(search) ? doorWords.noneBehind : words.contacts.noneInStage(stages.find(search.stage ?? '').name)
}
