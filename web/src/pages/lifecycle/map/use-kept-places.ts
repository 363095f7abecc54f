import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../../../api/session.ts'
import type { Place, Places } from './map-layout.ts'

/** Where whoever is signed in put the boxes by hand, kept in this browser. */
export function useKeptPlaces() {
  const { data: me } = useQuery(meQuery())
  const [kept, keep, drop] = useLocalStorage<Places>({
    key: `ripen-map-${me?.id ?? 'nobody'}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  return {
    kept,
    put: (key: string, place: Place) => keep({ ...kept, [key]: { x: Math.round(place.x), y: Math.round(place.y) } }),
    forget: (key: string) => keep(Object.fromEntries(Object.entries(kept).filter(([one]) => one !== key))),
    forgetAll: drop,
  }
}
