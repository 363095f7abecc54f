import { getRouteApi } from '@tanstack/react-router'
import { isSortable, NO_STAGE } from '../../api/contacts.ts'
import { isDoor } from '../../components/door/door.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { type Stages, useStages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { words } from '../../words/en.ts'
import { ViewSwitch } from '../board/view-switch.tsx'
import { ContactsFound } from './contacts-found.tsx'
import styles from './contacts-page.module.css'
import type { ContactsSearch } from './contacts-search.ts'
import { DoorChip } from './door-chip.tsx'
import { FilterChips } from './filter/filter-chips.tsx'
import { FirstEvent } from './first-event.tsx'
import { ListPanel } from './list-panel.tsx'
import { ListProblem } from './list-problem.tsx'
import { ListTools } from './list-tools.tsx'
import { SearchBox } from './search-box.tsx'
import { useSegmentName } from './segments/use-segment-name.ts'
import { StageStrip } from './stage-strip.tsx'
import { TruthLine } from './truth-line.tsx'
import { useContactList } from './use-contact-list.ts'
import { WhyOfContact } from './why-of-contact.tsx'

const route = getRouteApi('/contacts')

/** The contacts by stage: how many, where, and who. */
export function ContactsPage() {
  const search = route.useSearch()
  const list = useContactList(search)
  const stages = useStages(search.track)
  const isBehind = isDoor(search)
  const isNarrowed = search.where !== undefined || search.segment !== undefined
  const isFiltered = search.stage !== undefined || search.q !== undefined || isBehind || isNarrowed
  const segment = useSegmentName(search.segment)
  const isFirst = list.data?.pages[0]?.items.length === 0 && !isFiltered
  const isUnplaced = search.stage === NO_STAGE
  const stageName = chosenStage(search, stages)
  return (
    <PageBody
      title={stageName ?? words.contacts.title}
      panel={search.why === undefined ? <ListPanel /> : <WhyOfContact key={search.why} id={search.why} />}
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
            isTurned={search.sort === 'since' && isSortable(search)}
            filter={isNarrowed ? { segment: search.where === undefined ? segment : null } : null}
          />
        </div>
        <ViewSwitch view="list" />
      </header>
      {!isFirst && (list.data !== undefined || list.isPending || isNarrowed) && (
        <>
          <StageStrip stages={stages} chosen={isBehind ? undefined : (search.stage ?? null)} />
          {isBehind && <DoorChip door={search} stages={stages} />}
          <div className={styles['tools']}>
            <SearchBox />
            <ListTools />
          </div>
          <FilterChips />
        </>
      )}
      {list.isPending && <PlaceholderRows />}
      {list.isError && list.data === undefined && (
        <ListProblem error={list.error} isNarrowed={isNarrowed} onRetry={() => void list.refetch()} />
      )}
      {isFirst && <FirstEvent />}
      {list.data !== undefined && !isFirst && <ContactsFound list={list} search={search} stages={stages} />}
    </PageBody>
  )
}

/** What the stage that is chosen is called; null where none is, or its moves are meant. */
function chosenStage({ stage, moved }: ContactsSearch, stages: Stages): string | null {
  if (stage === undefined || moved !== undefined) return null
  return stage === NO_STAGE ? words.contacts.noStage : stages.find(stage).short
}
