import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { meQuery } from '../../../api/session.ts'
import { isUsual, type ListView, readViewSearch, searchOf, usualView, type ViewSearch, viewOf } from './list-view.ts'

const route = getRouteApi('/contacts')

/** How the list is shown: as the address says, else as whoever is signed in left it in this browser. */
export function useListView(): { readonly view: ListView; readonly setView: (view: ListView) => void } {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: me } = useQuery(meQuery())
  const [kept, keep] = useLocalStorage<ViewSearch>({
    key: `ripen-contacts-view-${me?.id ?? 'nobody'}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  const setView = useCallback(
    (view: ListView) => {
      const said = isUsual(view) ? {} : searchOf(view)
      keep(said)
      void navigate({
        search: ({ columns: _, widths: __, density: ___, ...rest }) => ({ ...rest, ...said }),
        replace: true,
        resetScroll: false,
      })
    },
    [navigate, keep],
  )
  // What an older version left, or another hand, is read with the same care as an address.
  return { view: viewOf(search) ?? viewOf(readViewSearch({ ...kept })) ?? usualView, setView }
}
