import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { contactsQuery, NO_STAGE } from '../../api/contacts.ts'
import { isDoor } from '../../components/door/door.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { useStages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { words } from '../../words/en.ts'
import { ViewSwitch } from '../board/view-switch.tsx'
import { ContactsFound } from './contacts-found.tsx'
import styles from './contacts-page.module.css'
import { DoorChip } from './door-chip.tsx'
import { FirstEvent } from './first-event.tsx'
import { SearchBox } from './search-box.tsx'
import { StageStrip } from './stage-strip.tsx'
import { TruthLine } from './truth-line.tsx'
import { WhyOfContact } from './why-of-contact.tsx'

const route = getRouteApi('/contacts')

/** The contacts by stage: how many, where, and who. */
export function ContactsPage() {
  const search = route.useSearch()
  const list = useInfiniteQuery(contactsQuery(search))
  const stages = useStages(search.track)
  const isBehind = isDoor(search)
  const isFiltered = search.stage !== undefined || search.q !== undefined || isBehind
  const isFirst = list.data?.pages[0]?.items.length === 0 && !isFiltered
  const isUnplaced = search.stage === NO_STAGE
  const stageName =
    search.stage === undefined || search.moved !== undefined
      ? null
      : isUnplaced
        ? words.contacts.noStage
        : stages.find(search.stage).short
  return (
    <PageBody
      title={stageName ?? words.contacts.title}
      panel={search.why === undefined ? null : <WhyOfContact key={search.why} id={search.why} />}
    >
      <header className={styles['head']}>
        <div>
          <h1 className={styles['title']}>{words.contacts.title}</h1>
          <TruthLine
            pages={list.data?.pages}
            stage={stageName}
            search={search.q ?? null}
            isBehind={isBehind}
            isUnplaced={isUnplaced}
          />
        </div>
        <ViewSwitch view="list" />
      </header>
      {!isFirst && (list.data !== undefined || list.isPending) && (
        <>
          <StageStrip stages={stages} chosen={isBehind ? undefined : (search.stage ?? null)} />
          {isBehind && <DoorChip door={search} stages={stages} />}
          <SearchBox />
        </>
      )}
      {list.isPending && <PlaceholderRows />}
      {list.isError && list.data === undefined && (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      )}
      {isFirst && <FirstEvent />}
      {list.data !== undefined && !isFirst && <ContactsFound list={list} search={search} stages={stages} />}
    </PageBody>
  )
}
