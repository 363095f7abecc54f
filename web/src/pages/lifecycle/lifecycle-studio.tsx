import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useCallback } from 'react'
import type { LifecycleVersion } from '../../../../server/src/contract/lifecycle.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import { DocumentTab } from './document/document-tab.tsx'
import { DraftBar } from './draft-bar.tsx'
import { DraftNotes } from './drafts/draft-notes.tsx'
import { DraftsLine } from './drafts/drafts-line.tsx'
import styles from './lifecycle-page.module.css'
import { LifecycleTabs } from './lifecycle-tabs.tsx'
import { LifecycleTruth } from './lifecycle-truth.tsx'
import { MapTab } from './map/map-tab.tsx'
import { MoreTab } from './more/more-tab.tsx'
import { PlanTab } from './plan/plan-tab.tsx'
import { PublishPanel } from './publish-panel.tsx'
import { ScoresTab } from './scores/scores-tab.tsx'
import { StagesTab } from './stages/stages-tab.tsx'
import { StudioBody } from './studio/studio-body.tsx'
import { StudioContext } from './studio/studio-context.ts'
import { useDraftStudio } from './studio/use-draft-studio.ts'
import { useDraft } from './use-draft.ts'
import { useDraftEffect } from './use-draft-effect.ts'
import { VersionsTab } from './versions/versions-tab.tsx'
import { WhatIfTab } from './what-if/what-if-tab.tsx'

const route = getRouteApi('/lifecycle')
const StageSide = lazy(() => import('./map/stage-side.tsx').then((module) => ({ default: module.StageSide })))

/** The version in force and the draft, seen by tabs, with what the draft would do always in sight. */
export function LifecycleStudio({ head }: { readonly head: LifecycleVersion }) {
  const { tab = 'map', panel, stage, since, until, edit } = route.useSearch()
  const navigate = route.useNavigate()
  const draft = useDraft(head)
  const studio = useDraftStudio(draft)
  const effect = useDraftEffect(draft, { stage, since, until })
  const closePanel = useCallback(() => {
    void navigate({ search: ({ panel: _, ...rest }) => rest, resetScroll: false })
  }, [navigate])
  const side =
    panel === 'publish' && draft.isChanged ? (
      <PublishPanel head={head} draft={draft} effect={effect} onClose={closePanel} />
    ) : tab === 'map' && edit !== undefined ? (
      <Suspense fallback={null}>
        <StageSide stage={edit} />
      </Suspense>
    ) : null
  return (
    <StudioContext value={studio}>
      <PageBody title={lifecycleWords.title} panel={side}>
        <header>
          <h1 className={styles['title']}>{lifecycleWords.title}</h1>
          <LifecycleTruth head={head} />
          <DraftsLine draft={draft} />
        </header>
        <LifecycleTabs />
        <DraftNotes head={head} draft={draft} />
        {tab === 'document' && <DocumentTab head={head} effect={effect} />}
        {(tab === 'map' || tab === 'stages' || tab === 'scores' || tab === 'more') && (
          <StudioBody head={head} effect={effect}>
            {tab === 'map' && <MapTab />}
            {tab === 'stages' && <StagesTab />}
            {tab === 'scores' && <ScoresTab />}
            {tab === 'more' && <MoreTab />}
          </StudioBody>
        )}
        {tab === 'plan' && <PlanTab draft={draft} effect={effect} />}
        {tab === 'what-if' && <WhatIfTab draft={draft} effect={effect} />}
        {tab === 'versions' && <VersionsTab head={head} draft={draft} />}
        {draft.isChanged && <DraftBar head={head} draft={draft} effect={effect} />}
      </PageBody>
    </StudioContext>
  )
}
