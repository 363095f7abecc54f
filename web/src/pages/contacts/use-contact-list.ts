import { useInfiniteQuery } from '@tanstack/react-query'
import { contactsQuery } from '../../api/contacts.ts'
import type { ContactsSearch } from './contacts-search.ts'
import { isInItem } from './view/columns.ts'
import { useListView } from './view/use-list-view.ts'

/** The contacts that an address asks for, with what the chosen columns need. */
export function useContactList(search: ContactsSearch) {
  const { view } = useListView()
  return useInfiniteQuery(
    contactsQuery(
      search,
      view.columns.map(({ name }) => name).filter((name) => !isInItem(name)),
    ),
  )
}
