import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useCallback } from 'react'
import { SidePanel } from '../../components/frame/side-panel.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { listWords } from '../../words/contact-list-en.ts'
import { withoutPanel } from './contacts-search.ts'

const route = getRouteApi('/contacts')

const bodies = {
  filter: lazy(() => import('./filter/filter-panel.tsx').then(({ FilterPanel }) => ({ default: FilterPanel }))),
  segments: lazy(() =>
    import('./segments/segments-panel.tsx').then(({ SegmentsPanel }) => ({ default: SegmentsPanel })),
  ),
  view: lazy(() => import('./view/view-panel.tsx').then(({ ViewPanel }) => ({ default: ViewPanel }))),
}

/** What stands beside the list, as the address says: the filter, the segments, or the view. */
export function ListPanel() {
  const { panel } = route.useSearch()
  const navigate = route.useNavigate()
  const close = useCallback(() => {
    void navigate({ search: withoutPanel, resetScroll: false })
  }, [navigate])
  if (panel === undefined) return null
  const Body = bodies[panel]
  return (
    <SidePanel key={panel} title={listWords[panel].title} onClose={close}>
      <Suspense fallback={<PlaceholderRows rows={6} />}>
        <Body />
      </Suspense>
    </SidePanel>
  )
}
